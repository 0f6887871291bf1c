using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>The texts of a chat answer, and of each event of a stream, whose <c>delta</c> has the same members.</summary>
internal static class CohereResponse
{
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange, lanes: false);
    }

    /// <summary>Takes one event. Returns its index, or 0 where it has none.</summary>
    public static int VisitEvent(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return 0;
        }

        int index = 0;
        int first = walker.SlotCount;
        while (walker.NextProperty())
        {
            if (walker.NameIs("index"u8))
            {
                walker.Value();
                index = walker.Int32Or(0);
                walker.Protocol(ContentScope.Assistant);
            }
            else if (walker.NameIs("delta"u8))
            {
                walker.Value();
                Delta(ref walker, exchange);
            }
            else
            {
                Member(ref walker, exchange, lanes: true);
            }
        }

        foreach (ref TextSlot slot in walker.Slots.Texts[first..])
        {
            if (!slot.Lane.IsNone)
                slot.Lane = CohereFields.Lane(slot.Lane.Field, index);
        }

        return index;
    }

    private static void Delta(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange, lanes: true);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange, bool lanes)
    {
        if (walker.NameIs("message"u8))
        {
            walker.Value();
            CohereMessage.Visit(ref walker, ContentScope.Assistant, lanes);
        }
        else if (walker.NameIs("usage"u8))
        {
            walker.Value();
            CohereUsage.Visit(ref walker, exchange);
        }
        else if (walker.NameIs("logprobs"u8))
        {
            walker.Value();
            Logprobs(ref walker);
        }
        else
        {
            walker.Property(ContentScope.Assistant);
        }
    }

    /// <summary>Token probabilities, of an event or of the whole answer: each names its text once more, and the numbers of its tokens.</summary>
    private static void Logprobs(ref JsonWalker walker)
    {
        if (walker.Token is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        int start = walker.Consumed;
        walker.Protocol(ContentScope.Assistant);
        walker.Slots.Spellings.Add(new Spelling(start, walker.Position - start));
    }
}
