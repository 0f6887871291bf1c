using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary>The texts of the requests to chat, to generate and to embed.</summary>
internal static class OllamaRequest
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
            Member(ref walker, exchange);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("messages"u8))
        {
            walker.Value();
            RoleMessages.Visit(ref walker, exchange, RoleOf, Member);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.Model = walker.StringOrNull();
            walker.Text(ContentScope.User);
        }
        else if (walker.NameIs("stream"u8))
        {
            walker.Value();
            exchange.Streaming = walker.Token != JsonTokenType.False;
            walker.Leaves(ContentScope.User);
        }
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("system"u8) || walker.NameIs("template"u8) || walker.NameIs("format"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (walker.NameIs("images"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else if (walker.NameIs("context"u8) || walker.NameIs("options"u8) || walker.NameIs("keep_alive"u8) || walker.NameIs("dimensions"u8) || walker.NameIs("top_logprobs"u8))
        {
            walker.ProtocolProperty(ContentScope.User); // a context is token numbers, the others are settings
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    private static void Member(ref JsonWalker walker) => OllamaMessage.Member(ref walker, ContentScope.User, lanes: false);

    private static ContentScope RoleOf(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.ValueIs("system"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        return walker.ValueIs("tool"u8) ? ContentScope.ToolResult : ContentScope.User;
    }
}
