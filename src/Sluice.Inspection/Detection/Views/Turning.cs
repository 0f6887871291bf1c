using System.Runtime.CompilerServices;

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

    /// <summary>Whether some stretch reads better from its end, and whether one does thirteen letters on: one pass over the text, and for nearly every text the last.</summary>
    public static (bool Reversed, bool Rotated) Find(ReadOnlySpan<char> text)
    {
        TurnedSums sums = default;
        Span<byte> indexes = stackalloc byte[SpellingBlock.Length + 1];
        Span<char> last = stackalloc char[SpellingBlock.Length];
        indexes.Clear();
        int letters = 0;
        bool reversed = false;
        bool rotated = false;
        for (int at = 0; at <= text.Length; at += SpellingBlock.Length)
        {
            // One space behind the text is an edge of its last word.
            int length = Math.Min(SpellingBlock.Length, text.Length + 1 - at);
            scoped ReadOnlySpan<char> units = text[at..Math.Min(at + length, text.Length)];
            if (units.Length < SpellingBlock.Length)
            {
                last.Fill(' ');
                units.CopyTo(last);
                units = last;
            }

            indexes[0] = indexes[SpellingBlock.Length];
            SpellingBlock block = SpellingBlock.Read(units, indexes);
            ulong packed = 0;
            int pairs = 0;
            for (int i = 0; i < length; i++)
            {
                int before = indexes[i];
                int index = indexes[i + 1];
                packed += TurnedSums.Of(before, index);
                pairs += (before | index) != 0 ? 1 : 0;
                letters += index != 0 ? 1 : 0;
                if (letters < ShortStretch || index != 0 || (((block.Stops >> i) & 1) == 0 && letters < LongStretch))
                    continue;
                sums.Add(packed, pairs);
                sums.End(ref reversed, ref rotated);
                (packed, pairs, letters) = (0, 0, 0);
            }

            sums.Add(packed, pairs);
        }

        sums.End(ref reversed, ref rotated);
        return (reversed, rotated);
    }

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

    private static bool IsBetter(ReadOnlySpan<char> stretch, double turned) => turned >= Readable && IsBetter(turned, Mean(stretch, reversed: false, rotated: false));

    private static bool IsBetter(double turned, double plain) => turned >= Readable && turned - plain >= Better;

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

    /// <summary>The scores of a stretch as it stands, from its end and thirteen letters on, summed up side by side.</summary>
    private struct TurnedSums
    {
        /// <summary>Bits of each of the three in one number, and what makes a score positive.</summary>
        private const int Width = 16;
        private const int Bias = 8;

        private static readonly ulong[] Scores = Build();

        private int _plain;
        private int _reversed;
        private int _rotated;
        private int _pairs;

        /// <summary>The three scores of a pair in one number; up to a thousand of them may be summed up.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Of(int before, int index) => Scores[(before * LetterPairs.Letters) + index];

        public void Add(ulong packed, int pairs)
        {
            _plain += (ushort)packed;
            _reversed += (ushort)(packed >> Width);
            _rotated += (ushort)(packed >> (2 * Width));
            _pairs += pairs;
        }

        /// <summary>Ends a stretch.</summary>
        public void End(ref bool reversed, ref bool rotated)
        {
            if (_pairs >= FewestPairs)
            {
                double plain = Mean(_plain);
                reversed |= IsBetter(Mean(_reversed), plain);
                rotated |= IsBetter(Mean(_rotated), plain);
            }

            this = default;
        }

        private readonly double Mean(int sum) => (double)(sum - (Bias * _pairs)) / _pairs;

        private static ulong[] Build()
        {
            ulong[] scores = new ulong[LetterPairs.Letters * LetterPairs.Letters];
            for (int i = 1; i < scores.Length; i++)
            {
                (int before, int index) = (i / LetterPairs.Letters, i % LetterPairs.Letters);
                scores[i] = Score(before, index) | (Score(index, before) << Width) | (Score(Turned(before), Turned(index)) << (2 * Width));
            }

            return scores;
        }

        private static ulong Score(int before, int index) => (ulong)(LetterPairs.Of(before, index) + Bias);

        private static int Turned(int index) => index == 0 ? 0 : index > 13 ? index - 13 : index + 13;
    }
}
