using System.Globalization;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Cuts a text into words.</summary>
internal static class WordReader
{
    private const byte Letter = 1;
    private const byte Capital = 2;

    /// <summary>A digit, or a mark over a letter.</summary>
    private const byte Other = 4;

    /// <summary>What each character of ASCII is in a word, 0 for none: ordinary prose is most of all texts.</summary>
    private static readonly byte[] Kinds = Array.ConvertAll(Enumerable.Range(0, 128).ToArray(), c => KindOf((char)c));

    /// <summary>
    /// Fills <paramref name="words"/> from <paramref name="at"/> on; returns how many there are. <paramref name="at"/> becomes the place where the next call goes on.
    /// </summary>
    public static int Read(ReadOnlySpan<char> text, ref int at, Span<Word> words)
    {
        int count = 0;
        WordBreak before = at == 0 ? WordBreak.Stop : WordBreak.Space;
        while (at < text.Length && count < words.Length)
        {
            char c = text[at];
            if (c < 128 ? Kinds[c] == 0 : !IsWord(c))
            {
                at++;
                if (c != ' ')
                    before = Max(before, c);
                continue;
            }

            words[count++] = One(text, ref at, before);
            before = WordBreak.Space;
        }

        return count;
    }

    private static Word One(ReadOnlySpan<char> text, ref int at, WordBreak before)
    {
        int start = at;
        int capitals = 0;
        int letters = 0;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            int kind = c < 128 ? Kinds[c] : KindOf(c);
            if (kind == 0 && !(IsJoint(c) && at + 1 < text.Length && IsWord(text[at + 1])))
                break;
            letters += kind & Letter;
            capitals += kind >> 1 & 1;
        }

        int end = at;
        WordForm form = IsCapital(text[start]) ? WordForm.Capital : char.IsAsciiDigit(text[start]) ? WordForm.Number : WordForm.Small;
        if (end - start > 2 && text[end - 1] is 's' or 'S' && text[end - 2] is '\'' or '’')
        {
            end -= 2;
            form |= WordForm.Possessive;
        }

        if (capitals == letters && capitals > 1)
            form |= WordForm.AllCapitals;
        if (end - start == 1 && capitals == 1)
            form |= WordForm.Initial;
        return new Word { Start = start, End = end, Form = form, Before = before, Class = WordClass.Unknown };
    }

    public static bool IsWord(char c) => (c < 128 ? Kinds[c] : KindOf(c)) != 0;

    private static bool IsCapital(char c) => (c < 128 ? Kinds[c] : KindOf(c)) is Capital or (Capital | Letter);

    private static byte KindOf(char c)
    {
        if (char.IsLetter(c))
            return (byte)(char.IsUpper(c) ? Capital | Letter : Letter);
        return char.IsDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? Other : (byte)0;
    }

    private static bool IsJoint(char c) => c is '\'' or '’' or '-';

    private static WordBreak Max(WordBreak before, char c)
    {
        WordBreak one = c switch
        {
            ',' => WordBreak.Comma,
            '\n' or '\r' => WordBreak.Line,
            ':' or ';' or '=' => WordBreak.Colon,
            '.' or '!' or '?' => WordBreak.Stop,
            _ => WordBreak.Space,
        };
        return one > before ? one : before;
    }
}
