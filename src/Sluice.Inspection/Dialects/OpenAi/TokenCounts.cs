using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>A <c>usage</c> object: <c>prompt_tokens</c> and <c>completion_tokens</c> of completions, <c>input_tokens</c> and <c>output_tokens</c> of all that is newer.</summary>
internal static class TokenCounts
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        TokenUsage usage = exchange.Usage;
        while (walker.NextProperty())
        {
            if (walker.NameIs("prompt_tokens_details"u8) || walker.NameIs("input_tokens_details"u8))
            {
                walker.Value();
                usage = usage with { CachedInput = Cached(ref walker, usage.CachedInput) };
                continue;
            }

            bool input = walker.NameIs("prompt_tokens"u8) || walker.NameIs("input_tokens"u8);
            if (!input && !walker.NameIs("completion_tokens"u8) && !walker.NameIs("output_tokens"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            usage = input ? usage with { Input = walker.Int64Or(usage.Input) } : usage with { Output = walker.Int64Or(usage.Output) };
            walker.Protocol(ContentScope.Assistant);
        }

        exchange.Usage = usage;
    }

    /// <summary>The cached tokens that a <c>…_details</c> object counts.</summary>
    public static long Cached(ref JsonWalker walker, long cached)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.Assistant);
            return cached;
        }

        while (walker.NextProperty())
        {
            if (!walker.NameIs("cached_tokens"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            cached = walker.Int64Or(cached);
            walker.Protocol(ContentScope.Assistant);
        }

        return cached;
    }
}
