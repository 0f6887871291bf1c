using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Where answers are cut for classifiers, which have to judge before all is said. The cuts depend on the text alone, never on the pieces it comes in, so that a streamed answer is
/// judged as the whole one is.
/// </summary>
internal static class Stretches
{
    /// <summary>Longest stretch that ends without the end of a sentence, and the length of a window.</summary>
    public const int Window = JudgedText.Window;

    /// <summary>Shortest stretch that a sentence's end closes: enumerations and initials are no sentences.</summary>
    private const int Shortest = 24;

    /// <summary>Longest text that waits for its end.</summary>
    private const int Longest = 1 << 20;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?\n\u2026\u3002\uFF01\uFF1F");

    /// <summary>Where the stretch that begins at <paramref name="from"/> ends, or -1 where that is not known yet.</summary>
    /// <param name="text">What is there.</param>
    /// <param name="from">Where the stretch begins.</param>
    /// <param name="end">Nothing follows.</param>
    /// <param name="judging">Says how much is judged at once; <see cref="HoldMode.Nothing"/> is as <see cref="HoldMode.Window"/>.</param>
    /// <param name="tried">Up to where no cut was found before, so that a text that comes in pieces is searched once. Begins with <paramref name="from"/>.</param>
    public static int Next(ReadOnlySpan<char> text, int from, bool end, JudgePlan judging, ref int tried)
    {
        int most = judging.Hold == HoldMode.Whole ? Longest : Window;
        int limit = Math.Min(text.Length, from + most);
        if (judging.Hold == HoldMode.Sentence && SentenceEnd(text[..limit], from, text, judging, ref tried) is var cut and >= 0)
            return cut;
        if (text.Length - from > most)
            return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return end && text.Length > from ? text.Length : -1;
    }

    private static int SentenceEnd(ReadOnlySpan<char> stretch, int from, ReadOnlySpan<char> text, JudgePlan judging, ref int tried)
    {
        int at = Math.Min(stretch.Length, Math.Max(tried, from + Shortest));
        while (stretch[at..].IndexOfAny(Ends) is var found and >= 0)
        {
            int end = at + found + 1;
            bool line = text[end - 1] is '\n' or '\u3002' or '\uFF01' or '\uFF1F';
            if (!line && end == text.Length)
                return -1; // What follows says whether the sentence ends.
            at = end;
            if ((line || char.IsWhiteSpace(text[at])) && !judging.IsOpen(text[from..at]))
                return at;
            tried = at;
        }

        tried = Math.Max(tried, stretch.Length);
        return -1;
    }
}
