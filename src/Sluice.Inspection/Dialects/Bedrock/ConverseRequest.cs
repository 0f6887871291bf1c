using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The texts of a conversation's request.</summary>
internal static class ConverseRequest
{
    /// <summary>Whose words a request can hold.</summary>
    public static IReadOnlyList<ContentScope> Scopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (walker.NameIs("messages"u8))
            {
                walker.Value();
                RoleMessages.Visit(ref walker, exchange, RoleOf, Member);
            }
            else if (walker.NameIs("system"u8))
            {
                walker.Value();
                ConverseContent.Blocks(ref walker, ContentScope.System);
            }
            else if (walker.NameIs("toolConfig"u8))
            {
                ToolDefinitions.Property(ref walker, ContentScope.System);
            }
            else if (walker.NameIs("outputConfig"u8))
            {
                walker.Property(ContentScope.System);
            }
            else if (walker.NameIs("inferenceConfig"u8))
            {
                walker.Value();
                Inference(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }

    /// <summary>Settings, whose numbers are no texts.</summary>
    private static void Inference(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("maxTokens"u8) || walker.NameIs("max_new_tokens"u8))
                ValueRules.Tokens(ref walker, exchange, least: 1);
            else
                walker.ProtocolProperty(ContentScope.User);
        }
    }

    private static void Member(ref JsonWalker walker)
    {
        if (!walker.NameIs("content"u8))
        {
            walker.Property(ContentScope.User);
            return;
        }

        walker.Value();
        ConverseContent.Blocks(ref walker, ContentScope.User);
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
