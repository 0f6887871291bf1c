using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary>The texts of an answer, and of each line of a stream: they have the same members. The line that is <c>done</c> is the last.</summary>
internal static class OllamaResponse
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        int start = walker.Consumed;
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        bool ends = false;
        ChoiceEnd end = new(0, start, DeltaEmpty: false);
        while (walker.NextProperty())
        {
            if (walker.NameIs("message"u8))
            {
                walker.Value();
                end = Message(ref walker);
            }
            else if (walker.NameIs("done"u8))
            {
                walker.Value();
                ends = walker.Token == JsonTokenType.True;
                walker.Leaves(ContentScope.Assistant);
            }
            else
            {
                Member(ref walker, exchange);
            }
        }

        if (ends)
            walker.AddEnd(end);
    }

    private static ChoiceEnd Message(ref JsonWalker walker)
    {
        int start = walker.Consumed;
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return new ChoiceEnd(0, DeltaStart: -1, DeltaEmpty: false);
        }

        while (walker.NextProperty())
            OllamaMessage.Member(ref walker, ContentScope.Assistant, lanes: true);
        return new ChoiceEnd(0, start, walker.IsBlankSince(start));
    }

    private static void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("response"u8))
        {
            walker.Value();
            walker.Text(ContentScope.Assistant, OllamaMessage.Lane(OllamaMessage.Response, lanes: true));
        }
        else if (walker.NameIs("thinking"u8) || walker.NameIs("tool_calls"u8))
        {
            OllamaMessage.Member(ref walker, ContentScope.Assistant, lanes: true);
        }
        else if (walker.NameIs("model"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= walker.StringOrNull();
            walker.Text(ContentScope.Assistant);
        }
        else if (walker.NameIs("prompt_eval_count"u8))
        {
            walker.Value();
            exchange.Usage = exchange.Usage with { Input = walker.Int64Or(exchange.Usage.Input) };
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("eval_count"u8))
        {
            walker.Value();
            exchange.Usage = exchange.Usage with { Output = walker.Int64Or(exchange.Usage.Output) };
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("logprobs"u8))
        {
            walker.Value();
            Logprobs(ref walker);
        }
        else
        {
            walker.ProtocolProperty(ContentScope.Assistant); // durations, and the numbers of a context's tokens
        }
    }

    /// <summary>Token probabilities are those of thoughts, words and calls alike, and may come before what they make: the tokens are a running text of their own.</summary>
    private static void Logprobs(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        int start = walker.Consumed;
        while (walker.NextElement())
        {
            if (!walker.EnterObject())
            {
                walker.Skip();
                continue;
            }

            while (walker.NextProperty())
            {
                bool token = walker.NameIs("token"u8);
                walker.Value();
                if (token)
                    walker.Text(ContentScope.Assistant, OllamaMessage.Lane(OllamaMessage.Token, lanes: true));
                else
                    walker.Skip();
            }
        }

        walker.Slots.Spellings.Add(new Spelling(start, walker.Position - start));
    }
}
