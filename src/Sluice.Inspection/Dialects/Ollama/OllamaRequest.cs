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
            Messages(ref walker);
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
        else if (walker.NameIs("system"u8) || walker.NameIs("template"u8) || walker.NameIs("tools"u8) || walker.NameIs("format"u8))
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

    private static void Messages(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            Message(ref walker);
    }

    private static void Message(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        // The role may stand behind the content, so the scope is set when the message is read.
        int first = walker.SlotCount;
        ContentScope role = ContentScope.User;
        while (walker.NextProperty())
        {
            if (walker.NameIs("role"u8))
            {
                walker.Value();
                role = RoleOf(walker);
                walker.Text(ContentScope.User);
            }
            else
            {
                OllamaMessage.Member(ref walker, ContentScope.User, lanes: false);
            }
        }

        walker.SetScope(first, ContentScope.User, role);
    }

    private static ContentScope RoleOf(in JsonWalker walker)
    {
        if (walker.ValueIs("system"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        return walker.ValueIs("tool"u8) ? ContentScope.ToolResult : ContentScope.User;
    }
}
