using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mistral;

/// <summary>Answers in which numbers are scores, vectors and places, and only strings are texts.</summary>
internal static class MistralNumbers
{
    public static void Visit(ref JsonWalker walker, Exchange exchange, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("model"u8))
            {
                walker.Value();
                exchange.ResponseModel ??= walker.StringOrNull();
                walker.Text(scope);
            }
            else if (walker.NameIs("usage"u8))
            {
                walker.Value();
                Usage(ref walker, exchange, scope);
            }
            else
            {
                walker.ProtocolProperty(scope);
            }
        }
    }

    private static void Usage(ref JsonWalker walker, Exchange exchange, ContentScope scope)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(scope);
            return;
        }

        while (walker.NextProperty())
        {
            bool input = walker.NameIs("prompt_tokens"u8);
            if (!input && !walker.NameIs("completion_tokens"u8))
            {
                walker.ProtocolProperty(scope);
                continue;
            }

            walker.Value();
            long count = walker.Int64Or(0);
            exchange.Usage = input ? exchange.Usage with { Input = count } : exchange.Usage with { Output = count };
            walker.Protocol(scope);
        }
    }
}
