using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>Cohere counts twice: the tokens that the model read and wrote, and those that are billed. The former are what others call usage.</summary>
internal static class CohereUsage
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        TokenUsage tokens = default;
        TokenUsage billed = default;
        while (walker.NextProperty())
        {
            if (walker.NameIs("tokens"u8))
            {
                walker.Value();
                tokens = Counts(ref walker);
            }
            else if (walker.NameIs("billed_units"u8))
            {
                walker.Value();
                billed = Counts(ref walker);
            }
            else
            {
                walker.ProtocolProperty(ContentScope.Assistant);
            }
        }

        TokenUsage counted = tokens == default ? billed : tokens;
        if (counted != default)
            exchange.Usage = counted;
    }

    private static TokenUsage Counts(ref JsonWalker walker)
    {
        TokenUsage counted = default;
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return counted;
        }

        while (walker.NextProperty())
        {
            bool input = walker.NameIs("input_tokens"u8);
            if (!input && !walker.NameIs("output_tokens"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            long count = walker.CountOr(0);
            counted = input ? counted with { Input = count } : counted with { Output = count };
            walker.Protocol(ContentScope.Assistant);
        }

        return counted;
    }
}
