using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The texts of a chat completion request.</summary>
internal static class ChatRequest
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
            exchange.Streaming = walker.Token == JsonTokenType.True;
            walker.Leaves(ContentScope.User);
        }
        else if (walker.NameIs("tools"u8) || walker.NameIs("functions"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("response_format"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (IsSetting(ref walker))
        {
            RequestRules.Number(ref walker, exchange);
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    /// <summary>Settings whose numbers are settings, not texts.</summary>
    private static bool IsSetting(ref JsonWalker walker) =>
        walker.NameIs("temperature"u8) || walker.NameIs("top_p"u8) || walker.NameIs("n"u8) || walker.NameIs("max_tokens"u8)
        || walker.NameIs("max_completion_tokens"u8) || walker.NameIs("seed"u8) || walker.NameIs("presence_penalty"u8)
        || walker.NameIs("frequency_penalty"u8) || walker.NameIs("top_logprobs"u8) || walker.NameIs("logit_bias"u8)
        || walker.NameIs("random_seed"u8) || walker.NameIs("min_tokens"u8);

    public static void Message(ref JsonWalker walker, Exchange exchange) => RoleMessages.One(ref walker, exchange, RoleOf, Member);

    private static void Member(ref JsonWalker walker) => ChatMessage.Member(ref walker, ContentScope.User, lanes: false);

    private static ContentScope RoleOf(ref JsonWalker walker, Exchange exchange)
    {
        RequestRules.Role(ref walker, exchange);
        if (walker.ValueIs("system"u8) || walker.ValueIs("developer"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        return walker.ValueIs("tool"u8) || walker.ValueIs("function"u8) ? ContentScope.ToolResult : ContentScope.User;
    }
}
