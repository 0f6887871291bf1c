using System.Buffers;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>
/// Finds the stretches of a text in which a name or an address may stand. Most of a text is words in small letters and sentences that begin with common words: these are passed
/// over vectorised, and are never cut into words.
/// </summary>
internal static class Segments
{
    /// <summary>Units that are read before and behind what may begin a name or an address: cues stand there, and what follows.</summary>
    private const int Around = 64;

    /// <summary>A text without capitals is read whole up to this length: a message. A longer one is code or data.</summary>
    private const int MostSmall = 1_024;

    /// <summary>Longest number that stands in an address.</summary>
    private const int MostDigits = 7;

    /// <summary>What no name, number or address begins with.</summary>
    private static readonly SearchValues<char> Small =
        SearchValues.Create(string.Concat(Enumerable.Range(0, 128).Select(c => (char)c).Where(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))));

    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether the text is a message written without capitals.</summary>
    public static bool IsSmall(ReadOnlySpan<char> text) => text.Length <= MostSmall && !text.ContainsAny(Capitals);

    /// <summary>Finds the next stretch from <paramref name="at"/> on, which becomes its end.</summary>
    public static bool TryNext(ReadOnlySpan<char> text, ref int at, out int start)
    {
        start = at;
        int first = Next(text, at);
        if (first < 0)
            return false;
        start = WordStart(text, Math.Max(at, first - Around));
        int end = Math.Min(text.Length, first + Around);
        for (int next = Next(text, first + 1); next >= 0 && next < end; next = Next(text, next + 1))
            end = Math.Min(text.Length, next + Around);
        while (end < text.Length && WordReader.IsWord(text[end]))
            end++;
        at = end;
        return true;
    }

    /// <summary>The next place where something may begin, or -1.</summary>
    private static int Next(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            int found = text[from..].IndexOfAnyExcept(Small);
            if (found < 0)
                return -1;
            int at = from + found;
            int end = at + 1;
            while (end < text.Length && WordReader.IsWord(text[end]))
                end++;
            if ((at == 0 || !WordReader.IsWord(text[at - 1])) && MayBegin(text, at, end))
                return at;
            from = end;
        }

        return -1;
    }

    private static bool MayBegin(ReadOnlySpan<char> text, int at, int end)
    {
        if (char.IsAsciiDigit(text[at]))
            return end - at <= MostDigits && Following(text, end) is { Length: > 0 } behind && (char.IsUpper(behind[0]) || (KnownWords.Of(behind) & WordClass.Street) != WordClass.None);
        if (!char.IsUpper(text[at]))
            return false;
        WordClass known = KnownWords.Of(text[at..end]);
        if ((known & WordClass.Common) != WordClass.None)
            return (known & (WordClass.Street | WordClass.Unit)) != WordClass.None;
        if (known is not (WordClass.None or WordClass.Country))
            return true;
        if (end < text.Length && text[end] is '\'' or '’' || NameFinder.HasFamilyEnd(text[at..end]))
            return true;
        ReadOnlySpan<char> next = Following(text, end);
        if (!next.IsEmpty && (char.IsUpper(next[0]) || char.IsAsciiDigit(next[0]) || KnownWords.MayBeCue(next)))
            return true;
        ReadOnlySpan<char> before = Preceding(text, at);
        return !before.IsEmpty && KnownWords.MayBeCue(before);
    }

    /// <summary>The word behind a place, over a few marks and a line's end; empty where none is near.</summary>
    private static ReadOnlySpan<char> Following(ReadOnlySpan<char> text, int at)
    {
        int start = at;
        while (start < text.Length && start - at < 6 && !WordReader.IsWord(text[start]))
            start++;
        int end = start;
        while (end < text.Length && end - start < 20 && WordReader.IsWord(text[end]))
            end++;
        return text[start..end];
    }

    private static ReadOnlySpan<char> Preceding(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end > 0 && at - end < 6 && !WordReader.IsWord(text[end - 1]))
            end--;
        int start = end;
        while (start > 0 && end - start < 20 && WordReader.IsWord(text[start - 1]))
            start--;
        return text[start..end];
    }

    /// <summary>The first beginning of a word that is not inside one.</summary>
    private static int WordStart(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && at < text.Length && WordReader.IsWord(text[at - 1]) && WordReader.IsWord(text[at]))
            at++;
        return at;
    }
}
