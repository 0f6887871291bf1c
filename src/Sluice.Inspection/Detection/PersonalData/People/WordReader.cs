using System.Globalization;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Cuts a text into words.</summary>
internal static class WordReader
{
    /// <summary>
    /// Fills <paramref name="words"/> from <paramref name="at"/> on; returns how many there are. <paramref name="at"/> becomes the place where the next call goes on.
    /// </summary>
    public static int Read(ReadOnlySpan<char> text, ref int at, Span<Word> words)
    {
        int count = 0;
        WordBreak before = at == 0 ? WordBreak.Stop : WordBreak.Line;
        while (at < text.Length && count < words.Length)
        {
            if (!IsWord(text[at]))
            {
                before = Max(before, text, at++);
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
        while (at < text.Length && (IsWord(text[at]) || (IsJoint(text[at]) && at + 1 < text.Length && IsWord(text[at + 1]))))
        {
            capitals += char.IsUpper(text[at]) ? 1 : 0;
            letters += char.IsLetter(text[at]) ? 1 : 0;
            at++;
        }

        int end = at;
        WordForm form = char.IsUpper(text[start]) ? WordForm.Capital : char.IsAsciiDigit(text[start]) ? WordForm.Number : WordForm.Small;
        if (end - start > 2 && text[end - 1] is 's' or 'S' && text[end - 2] is '\'' or '’')
        {
            end -= 2;
            form |= WordForm.Possessive;
        }

        if (capitals == letters && capitals > 1)
            form |= WordForm.AllCapitals;
        if (end - start == 1 && capitals == 1)
            form |= WordForm.Initial;
        return new Word { Start = start, End = end, Form = form, Before = before };
    }

    /// <summary>Ordinary prose is most of all texts, and ASCII.</summary>
    private static bool IsWord(char c) =>
        c < 128 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsJoint(char c) => c is '\'' or '’' or '-';

    private static WordBreak Max(WordBreak before, ReadOnlySpan<char> text, int at)
    {
        WordBreak one = text[at] switch
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
