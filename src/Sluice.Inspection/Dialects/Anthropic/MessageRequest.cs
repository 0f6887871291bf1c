using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>The texts of a message's request, and of the older text completion's.</summary>
internal static class MessageRequest
{
    /// <summary>Whose words a request can hold.</summary>
    public static IReadOnlyList<ContentScope> Scopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

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
        else if (walker.NameIs("system"u8))
        {
            walker.Value();
            MessageContent.Visit(ref walker, ContentScope.System);
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
        else if (walker.NameIs("output_format"u8) || walker.NameIs("output_config"u8))
        {
            walker.Property(ContentScope.System);
        }
        else if (walker.NameIs("max_tokens"u8) || walker.NameIs("max_tokens_to_sample"u8))
        {
            ValueRules.Tokens(ref walker, exchange);
        }
        else if (IsSetting(ref walker))
        {
            walker.Value();
            walker.Protocol(ContentScope.User);
        }
        else
        {
            walker.Property(ContentScope.User);
        }
    }

    /// <summary>Settings whose numbers are settings, not texts.</summary>
    private static bool IsSetting(ref JsonWalker walker) =>
        walker.NameIs("temperature"u8) || walker.NameIs("top_p"u8) || walker.NameIs("top_k"u8) || walker.NameIs("thinking"u8);

    private static void Member(ref JsonWalker walker)
    {
        if (!walker.NameIs("content"u8))
        {
            walker.Property(ContentScope.User);
            return;
        }

        walker.Value();
        MessageContent.Visit(ref walker, ContentScope.User);
    }

    private static ContentScope RoleOf(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.ValueIs("assistant"u8))
            return ContentScope.Assistant;
        if (walker.ValueIs("system"u8))
            return ContentScope.System;
        ValueRules.Role(walker, exchange, known: walker.ValueIs("user"u8), "user, assistant and system");
        return ContentScope.User;
    }
}
