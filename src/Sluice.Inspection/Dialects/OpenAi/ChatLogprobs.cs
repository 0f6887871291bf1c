using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// The token probabilities of a choice: <c>logprobs.content[]</c> describes the content, <c>logprobs.refusal[]</c> the refusal, token by token. They spell the
/// text once more, so what happens to the text must happen to them.
/// </summary>
internal static class ChatLogprobs
{
    public static void Visit(ref JsonWalker walker)
    {
        if (walker.Has("tokens"u8))
        {
            Legacy(ref walker);
            return;
        }

        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            int field = walker.NameIs("content"u8) ? ChatFields.Content : walker.NameIs("refusal"u8) ? ChatFields.Refusal : 0;
            if (field == 0)
            {
                walker.Property(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            if (walker.Token == JsonTokenType.StartArray)
                Entries(ref walker, new LaneKey(0, field, 0));
            else
                walker.Leaves(ContentScope.Assistant);
        }
    }

    /// <summary>
    /// A legacy completion's: arrays side by side (tokens, their probabilities, alternatives by their names, offsets). They go with the whole text or not at all.
    /// </summary>
    private static void Legacy(ref JsonWalker walker)
    {
        int start = walker.Consumed;
        walker.Skip();
        walker.Slots.Spellings.Add(new Spelling(start, walker.Position - start));
    }

    /// <summary>Takes the entries of the array at hand, which describe the text of <paramref name="lane"/>; none are worth no mention.</summary>
    public static void Entries(ref JsonWalker walker, LaneKey lane, bool mentionNone = true)
    {
        int start = walker.Consumed;
        int first = walker.LogprobCount;
        while (walker.NextElement())
        {
            int at = walker.Position;
            int units = Entry(ref walker);
            walker.AddLogprob(new LogprobEntry(lane, at, walker.Consumed - at, units));
        }

        if (mentionNone || walker.LogprobCount > first)
            walker.AddLogprobArray(new LogprobArray(lane, start, walker.Position - start, first, walker.LogprobCount - first));
    }

    /// <summary>Passes over one entry and returns how many UTF-16 units its token stands for: by its bytes, as a token may hold part of a character.</summary>
    private static int Entry(ref JsonWalker walker)
    {
        int byToken = 0;
        int byBytes = -1;
        if (!walker.EnterObject())
        {
            walker.Skip();
            return 0;
        }

        while (walker.NextProperty())
        {
            bool token = walker.NameIs("token"u8);
            bool bytes = walker.NameIs("bytes"u8);
            walker.Value();
            if (token && walker.Token == JsonTokenType.String)
                byToken = JsonStrings.Decode(walker.RawString).Length;
            if (bytes && walker.Token == JsonTokenType.StartArray)
                byBytes = UnitsOf(ref walker);
            else
                walker.Skip();
        }

        return byBytes >= 0 ? byBytes : byToken;
    }

    private static int UnitsOf(ref JsonWalker walker)
    {
        int units = 0;
        while (walker.NextElement())
        {
            int value = walker.Int32Or(0);
            units += value switch { < 0x80 => 1, < 0xC0 => 0, < 0xF0 => 1, _ => 2 };
            walker.Skip();
        }

        return units;
    }
}
