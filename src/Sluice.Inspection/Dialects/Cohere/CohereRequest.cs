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
        else if (walker.NameIs("tools"u8))
        {
            ToolDefinitions.Property(ref walker, ContentScope.System);
        }
        else if (walker.NameIs("response_format"u8))
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

    private static void Member(ref JsonWalker walker) => CohereMessage.Member(ref walker, ContentScope.User, lanes: false);

    private static ContentScope RoleOf(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.ValueIs("system"u8) || walker.ValueIs("developer"u8))
            return ContentScope.System;
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        if (walker.ValueIs("tool"u8))
            return ContentScope.ToolResult;
        ValueRules.Role(walker, exchange, known: walker.ValueIs("user"u8), "system, developer, user, assistant and tool");
        return ContentScope.User;
    }
}
