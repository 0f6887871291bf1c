using System.Numerics;

namespace Sluice.Inspection.Detection.DenialOfService;

/// <summary>A stretch of a text in which one piece stands again and again.</summary>
/// <param name="Start">First unit.</param>
/// <param name="Length">Units.</param>
/// <param name="Period">Units of the piece.</param>
/// <param name="Letters">Different letters and digits of the piece: a rule of dashes has none.</param>
internal readonly record struct Repetition(int Start, int Length, int Period, int Letters)
{
    /// <summary>Longest piece that is recognised.</summary>
    public const int MaxPeriod = 1_024;

    /// <summary>Shortest repetition that is sure to be seen: from this many units on it covers the next place that is looked at, and what is looked for there.</summary>
    public const int Step = 256;

    private const int Needle = 16;

    /// <summary>How often the piece stands there.</summary>
    public int Times => Period == 0 ? 0 : Length / Period;

    /// <summary>
    /// The longest repetition that ends behind <paramref name="from"/>. Looks at one place in <see cref="Step"/> units where the next units stand again; so a text that does
    /// not repeat itself costs a vectorised search now and then.
    /// </summary>
    public static Repetition Longest(ReadOnlySpan<char> text, int from)
    {
        var longest = default(Repetition);
        for (var at = 0; at + (2 * Needle) <= text.Length;)
        {
            var next = at + Step;
            var ahead = text.Slice(at + 1, Math.Min(MaxPeriod + Needle, text.Length - at - 1));
            var period = ahead.IndexOf(text.Slice(at, Needle)) + 1;
            if (period > 0)
            {
                var length = period + text[at..].CommonPrefixLength(text[(at + period)..]);
                if (length > longest.Length && length >= 2 * period && at + length > from)
                    longest = new Repetition(at, length, period, 0);
                next = Math.Max(next, at + length);
            }

            at = next;
        }

        return longest.Length == 0 ? longest : longest with { Letters = CountLetters(text.Slice(longest.Start, longest.Period)) };
    }

    private static int CountLetters(ReadOnlySpan<char> piece)
    {
        ulong seen = 0;
        foreach (var c in piece)
        {
            if (char.IsLetterOrDigit(c))
                seen |= 1UL << (char.ToLowerInvariant(c) & 63);
        }

        return BitOperations.PopCount(seen);
    }
}
