namespace Sluice.Inspection.Detection.Views;

/// <summary>Reads stretches that make more sense from the end, or thirteen letters on. What already reads like a language is left out.</summary>
internal static class Turning
{
    /// <summary>Mean score (<see cref="LetterPairs"/>) that a turned stretch must reach, and by how much it must be better than it stands.</summary>
    private const double Readable = 1.2;

    private const double Better = 0.55;

    /// <summary>Letters of a stretch; sentences are joined up to the first number and cut at the second.</summary>
    private const int ShortStretch = 12;

    private const int LongStretch = 160;

    /// <summary>Pairs below which a mean says too little.</summary>
    private const int FewestPairs = 20;

    /// <summary>The part of the text from the first to the last stretch that reads better so, from its end.</summary>
    public static bool Reverse(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Reversed, source.Depth);
        ReadOnlySpan<char> text = source.Text;
        int from = -1;
        int to = 0;
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = EndOfStretch(text, at);
            if (!IsBetter(text[at..end], Mean(text[at..end], reversed: true, rotated: false)))
                continue;
            from = from < 0 ? at : from;
            to = end;
        }

        for (int i = to - 1; i >= from && from >= 0; i--)
            target.Add(text[i], source, i);
        return target.Length > 0;
    }

    /// <summary>The stretches that read better in rot13.</summary>
    public static bool Rotate(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Rotated, source.Depth);
        ReadOnlySpan<char> text = source.Text;
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = EndOfStretch(text, at);
            if (!IsBetter(text[at..end], Mean(text[at..end], reversed: false, rotated: true)))
                continue;
            for (int i = at; i < end; i++)
                target.Add(Rotated(text[i]), source, i);
        }

        return target.Length > 0;
    }

    private static bool IsBetter(ReadOnlySpan<char> stretch, double turned) => turned >= Readable && turned - Mean(stretch, reversed: false, rotated: false) >= Better;

    private static double Mean(ReadOnlySpan<char> text, bool reversed, bool rotated)
    {
        int sum = 0;
        int pairs = 0;
        int before = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char unit = i == text.Length ? ' ' : reversed ? text[text.Length - 1 - i] : text[i];
            int index = LetterPairs.Index(rotated ? Rotated(unit) : unit);
            if ((before | index) != 0)
            {
                sum += LetterPairs.Of(before, index);
                pairs++;
            }

            before = index;
        }

        return pairs < FewestPairs ? double.MinValue : (double)sum / pairs;
    }

    /// <summary>A stretch ends with a line or a sentence once it has enough letters, or with a word once it has many.</summary>
    private static int EndOfStretch(ReadOnlySpan<char> text, int at)
    {
        int letters = 0;
        for (int i = at; i < text.Length; i++)
        {
            if (LetterPairs.Index(text[i]) != 0)
                letters++;
            else if (letters >= LongStretch || (letters >= ShortStretch && text[i] is '\n' or '.' or '!' or '?' or ':' or ';' or '"'))
                return i + 1;
        }

        return text.Length;
    }

    private static char Rotated(char unit)
    {
        int letter = (unit | 0x20) - 'a';
        if ((uint)letter >= 26 || unit >= 0x80)
            return unit;
        return (char)(letter < 13 ? unit + 13 : unit - 13);
    }
}
