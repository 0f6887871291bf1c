using System.Buffers;

namespace Sluice.Inspection.Detection.Views;

/// <summary>Reads letters that are spelled unusually. Each reading is offered only where something was found to respell.</summary>
internal static class Respelling
{
    /// <summary>A mean score of the respelled words (<see cref="LetterPairs"/>) below which they are no words.</summary>
    private const double Wordlike = 0.6;

    /// <summary>Sum of two scores.</summary>
    private const int Far = 4;

    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789@$!|+");

    /// <summary>Joins letters that stand apart; wider gaps between such letters become spaces. Text around them stays.</summary>
    public static bool Despace(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Despaced, source.Depth);
        ReadOnlySpan<char> text = source.Text;
        bool joined = false;
        int at = 0;
        while (at < text.Length)
        {
            int end = IsApart(text, at) ? EndOfApart(text, at) : at;
            if (end == at)
            {
                target.Add(text[at], source, at);
                at++;
                continue;
            }

            joined = true;
            Join(source, at, end, target);
            at = end;
        }

        return joined;
    }

    /// <summary>Takes one of each doubled pair in words that have only pairs, and one of each run of three or more elsewhere.</summary>
    public static bool Undouble(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Undoubled, source.Depth);
        ReadOnlySpan<char> text = source.Text;
        int at = 0;
        while (at < text.Length)
        {
            if (LetterPairs.Index(text[at]) == 0)
            {
                target.Add(text[at], source, at);
                at++;
                continue;
            }

            int end = at + 1;
            while (end < text.Length && LetterPairs.Index(text[end]) != 0)
                end++;
            Undouble(source, at, end, target);
            at = end;
        }

        return target.Length < source.Length;
    }

    /// <summary>Reads the digits and signs of words as letters.</summary>
    public static bool Unleet(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Unleeted, source.Depth);
        ReadOnlySpan<char> text = source.Text;
        int words = 0;
        double score = 0;
        int at = 0;
        while (at < text.Length)
        {
            int end = at;
            while (end < text.Length && IsLeetWord(text[end]))
                end++;
            if (end == at)
            {
                target.Add(text[at], source, at);
                at++;
                continue;
            }

            int from = target.Length;
            bool read = ReadLeet(source, at, end, target);
            if (read && end - at >= SpellingHabits.ShortestWord)
            {
                words++;
                score += LetterPairs.Mean(target.Text[from..]);
            }

            at = end;
        }

        return words >= SpellingHabits.FewestWords && score >= Wordlike * words;
    }

    /// <summary>A letter or digit by itself.</summary>
    private static bool IsApart(ReadOnlySpan<char> text, int at) =>
        at < text.Length && char.IsLetterOrDigit(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + 1 >= text.Length || !char.IsLetterOrDigit(text[at + 1]));

    /// <summary>Where a row of letters apart ends, or where it begins if it is too short.</summary>
    private static int EndOfApart(ReadOnlySpan<char> text, int at)
    {
        int letters = 1;
        int end = at + 1;
        while (true)
        {
            int next = end;
            while (next < text.Length && next - end < 4 && !char.IsLetterOrDigit(text[next]))
                next++;
            if (next == end || !IsApart(text, next))
                break;
            letters++;
            end = next + 1;
        }

        return letters >= SpellingHabits.FewestApart ? end : at;
    }

    private static void Join(ViewText source, int at, int end, ViewText target)
    {
        ReadOnlySpan<char> text = source.Text;
        while (true)
        {
            target.Add(text[at], source, at);
            int next = at + 1;
            while (next < end && !char.IsLetterOrDigit(text[next]))
                next++;
            if (next >= end)
                return;
            if (next - at > 2)
                target.Add(' ', source.StartOf(at + 1), source.EndOf(next - 1));
            at = next;
        }
    }

    private static void Undouble(ViewText source, int at, int end, ViewText target)
    {
        ReadOnlySpan<char> text = source.Text;
        bool pairs = end - at >= SpellingHabits.ShortestWord;
        for (int i = at; i < end && pairs; i = EndOfRun(text, i, end))
            pairs = (EndOfRun(text, i, end) - i) % 2 == 0;
        for (int i = at; i < end;)
        {
            int run = EndOfRun(text, i, end) - i;
            int kept = pairs ? run / 2 : run > 2 ? 1 : run;
            for (int k = 0; k < kept; k++)
                target.Add(text[i + k], source.StartOf(i + (k * run / kept)), source.EndOf(i + ((k + 1) * run / kept) - 1));
            i += run;
        }
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int at, int end)
    {
        int next = at + 1;
        while (next < end && (text[next] | 0x20) == (text[at] | 0x20))
            next++;
        return next;
    }

    private static bool IsLeetWord(char unit) => char.IsAsciiLetter(unit) || SpellingHabits.IsLeet(unit);

    /// <summary>Writes a word, read as letters where it is mixed; whether it was.</summary>
    private static bool ReadLeet(ViewText source, int at, int end, ViewText target)
    {
        ReadOnlySpan<char> text = source.Text;

        // Signs behind the last letter may be punctuation.
        int last = end;
        while (last > at && text[last - 1] is '!' or '|' or '+')
            last--;
        ReadOnlySpan<char> word = text[at..last];
        bool mixed = word.ContainsAny(Signs) && (word.ContainsAnyInRange('a', 'z') || word.ContainsAnyInRange('A', 'Z'));
        for (int i = at; i < end; i++)
            target.Add(mixed && i < last ? Letter(text, i, at, last) : text[i], source, i);
        return mixed;
    }

    private static char Letter(ReadOnlySpan<char> text, int at, int from, int end)
    {
        switch (text[at])
        {
            case '0': return 'o';
            case '2': return 'z';
            case '3': return 'e';
            case '4' or '@': return 'a';
            case '5' or '$': return 's';
            case '6' or '9': return 'g';
            case '7' or '+': return 't';
            case '8': return 'b';
            case '!': return 'i';
            case '|': return 'l';
            case '1':
                // An i, or an l where that goes far better with its neighbours.
                int before = at > from ? LetterPairs.Index(Simple(text[at - 1])) : 0;
                int behind = at + 1 < end ? LetterPairs.Index(Simple(text[at + 1])) : 0;
                return Score('l') > Score('i') + Far ? 'l' : 'i';
                int Score(char letter) => LetterPairs.Of(before, LetterPairs.Index(letter)) + LetterPairs.Of(LetterPairs.Index(letter), behind);
            default: return text[at];
        }
    }

    private static char Simple(char unit) => unit switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'l',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' or '+' => 't',
        _ => unit,
    };
}
