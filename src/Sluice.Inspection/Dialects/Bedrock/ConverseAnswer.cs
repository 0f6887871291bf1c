using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The texts of a conversation's answer, and of what stands in its place (an error).</summary>
internal static class ConverseAnswer
{
    /// <summary>Whose words an answer can hold: tools that the provider itself runs answer in it, too.</summary>
    public static IReadOnlyList<ContentScope> Scopes { get; } =
        [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("output"u8) || walker.NameIs("message"u8))
            {
                walker.Value();
                Visit(ref walker, exchange);
            }
            else if (walker.NameIs("content"u8))
            {
                walker.Value();
                ConverseContent.Blocks(ref walker, ContentScope.Assistant);
            }
            else if (walker.NameIs("usage"u8))
            {
                walker.Value();
                Usage(ref walker, exchange);
            }
            else if (walker.NameIs("metrics"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    /// <summary>Tokens that were read from a cache or written to it count as input that <c>inputTokens</c> leaves out.</summary>
    public static void Usage(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        TokenUsage usage = exchange.Usage;
        long? input = null;
        while (walker.NextProperty())
        {
            bool reads = walker.NameIs("inputTokens"u8) || walker.NameIs("cacheReadInputTokens"u8) || walker.NameIs("cacheWriteInputTokens"u8);
            if (!reads && !walker.NameIs("outputTokens"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            bool cached = walker.NameIs("cacheReadInputTokens"u8);
            walker.Value();
            if (cached)
                usage = usage with { CachedInput = walker.Int64Or(usage.CachedInput) };
            if (!reads)
                usage = usage with { Output = walker.Int64Or(usage.Output) };
            else if (walker.Int64Or(-1) is >= 0 and long read)
                input = (input ?? 0) + read;
            walker.Protocol(ContentScope.Assistant);
        }

        exchange.Usage = usage with { Input = input ?? usage.Input };
    }
}
