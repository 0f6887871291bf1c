using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>The texts of a chat request.</summary>
internal static class CohereRequest
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
            Messages(ref walker, exchange);
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
        else if (walker.NameIs("tools"u8) || walker.NameIs("response_format"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (walker.NameIs("documents"u8))
        {
            walker.Property(ContentScope.Document);
        }
        else if (walker.NameIs("max_tokens"u8))
        {
            ValueRules.Tokens(ref walker, exchange);
        }
        else if (IsSetting(walker))
        {
            walker.ProtocolProperty(ContentScope.User);
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    /// <summary>Settings whose numbers are settings, not texts.</summary>
    private static bool IsSetting(in JsonWalker walker) =>
        walker.NameIs("temperature"u8) || walker.NameIs("seed"u8) || walker.NameIs("frequency_penalty"u8)
        || walker.NameIs("presence_penalty"u8) || walker.NameIs("k"u8) || walker.NameIs("p"u8) || walker.NameIs("thinking"u8) || walker.NameIs("priority"u8);

    private static void Messages(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            Message(ref walker, exchange);
    }

    private static void Message(ref JsonWalker walker, Exchange exchange)
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
                ValueRules.Role(walker, exchange, known: role != ContentScope.User || walker.ValueIs("user"u8), "system, developer, user, assistant and tool");
                walker.Text(ContentScope.User);
            }
            else
            {
                CohereMessage.Member(ref walker, ContentScope.User, lanes: false);
            }
        }

        walker.SetScope(first, ContentScope.User, role);
    }

    private static ContentScope RoleOf(in JsonWalker walker)
    {
        if (walker.ValueIs("system"u8) || walker.ValueIs("developer"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        return walker.ValueIs("tool"u8) ? ContentScope.ToolResult : ContentScope.User;
    }
}
