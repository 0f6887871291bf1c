using System.Buffers;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Where answers are cut for classifiers, which have to judge before all is said. The cuts depend on the text alone, never on the pieces it comes in, so that a streamed answer is
/// judged as the whole one is.
/// </summary>
internal static class Stretches
{
    /// <summary>Longest stretch that ends without the end of a sentence, and the length of a window.</summary>
    public const int Window = 1_024;

    /// <summary>Shortest stretch that a sentence's end closes: enumerations and initials are no sentences.</summary>
    private const int Shortest = 24;

    /// <summary>Longest text that waits for its end.</summary>
    private const int Longest = 1 << 20;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?\n\u2026\u3002\uFF01\uFF1F");

    /// <summary>Where the stretch that begins at <paramref name="from"/> ends, or -1 where that is not known yet.</summary>
    /// <param name="text">What is there.</param>
    /// <param name="from">Where the stretch begins.</param>
    /// <param name="end">Nothing follows.</param>
    /// <param name="hold">How much is judged at once; <see cref="HoldMode.Nothing"/> as <see cref="HoldMode.Window"/>.</param>
    public static int Next(ReadOnlySpan<char> text, int from, bool end, HoldMode hold)
    {
        int most = hold == HoldMode.Whole ? Longest : Window;
        int limit = Math.Min(text.Length, from + most);
        if (hold == HoldMode.Sentence && SentenceEnd(text[..limit], from, text) is var cut and >= 0)
            return cut;
        if (text.Length - from > most)
            return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return end && text.Length > from ? text.Length : -1;
    }

    private static int SentenceEnd(ReadOnlySpan<char> stretch, int from, ReadOnlySpan<char> text)
    {
        int at = Math.Min(stretch.Length, from + Shortest);
        while (stretch[at..].IndexOfAny(Ends) is var found and >= 0)
        {
            at += found + 1;
            if (text[at - 1] is '\n' or '\u3002' or '\uFF01' or '\uFF1F')
                return at;
            if (at < text.Length && char.IsWhiteSpace(text[at]))
                return at;
        }

        return -1;
    }
}
