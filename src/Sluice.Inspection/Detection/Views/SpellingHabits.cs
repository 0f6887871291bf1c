using System.Numerics;

namespace Sluice.Inspection.Detection.Views;

/// <summary>What one pass over a text says of how it is spelled: which respellings are worth trying.</summary>
/// <param name="Spaced">Five or more single letters stand apart by one sign each.</param>
/// <param name="Doubled">Two or more words have only doubled letters, or drawn-out ones.</param>
/// <param name="Mixed">Three of ten words in a row have digits or signs among their letters.</param>
/// <param name="Strange">The letters of some stretch do not follow each other as in a language.</param>
internal readonly record struct SpellingHabits(bool Spaced, bool Doubled, bool Mixed, bool Strange)
{
    /// <summary>Single letters in a row that are no list.</summary>
    public const int FewestApart = 5;

    /// <summary>Words of a kind before it is a habit.</summary>
    public const int FewestWords = 2;

    /// <summary>Shortest word that counts.</summary>
    public const int ShortestWord = 4;

    /// <summary>A mean score (<see cref="LetterPairs"/>) below which a stretch may be turned: 99 in 100 stretches of prose lie above it.</summary>
    public const double Plain = 1.1;

    /// <summary>Pairs that a stretch needs for its mean to say anything, and pairs after which it ends.</summary>
    public const int FewestPairs = 12;

    private const int MostPairs = 96;

    /// <summary>
    /// Reads a text block by block. Bits say where a word may be doubled or mixed and where letters may stand apart; only there the text itself is looked at, and that is hardly
    /// anywhere in honest texts.
    /// </summary>
    public static SpellingHabits Of(ReadOnlySpan<char> text)
    {
        SpellingWords words = new(text);
        PairMean pairs = default;
        Span<byte> indexes = stackalloc byte[SpellingBlock.Length + 1];
        Span<char> last = stackalloc char[SpellingBlock.Length];
        indexes.Clear();

        // The last block has at least one space behind the text, which ends words.
        for (int at = 0; at <= text.Length; at += SpellingBlock.Length)
        {
            int length = Math.Min(SpellingBlock.Length, text.Length - at);
            scoped ReadOnlySpan<char> units = text.Slice(at, length);
            if (length < SpellingBlock.Length)
            {
                last.Fill(' ');
                units.CopyTo(last);
                units = last;
            }

            indexes[0] = indexes[SpellingBlock.Length];
            SpellingBlock block = SpellingBlock.Read(units, indexes);
            words.Read(at, block);
            if (!pairs.IsStrange)
                pairs.Read(indexes[..(length + 1)], block);
        }

        return new SpellingHabits(words.Apart, words.Doubled >= FewestWords, words.IsMixed, pairs.IsStrange || pairs.EndsStrange);
    }

    /// <summary>What stands for a letter inside a word, or the unit itself.</summary>
    public static bool IsLeet(char unit) => char.IsAsciiDigit(unit) || unit is '@' or '$' or '!' or '|' or '+';

    /// <summary>The mean score of stretches of a text.</summary>
    private struct PairMean
    {
        private int _sum;
        private int _pairs;
        private ulong _letter;

        /// <summary>Some stretch so far scores too little.</summary>
        public bool IsStrange { get; private set; }

        /// <summary>The stretch at hand does.</summary>
        public readonly bool EndsStrange => _pairs >= FewestPairs && _sum < Plain * _pairs;

        public void Read(ReadOnlySpan<byte> indexes, in SpellingBlock block)
        {
            ulong pairs = block.Letters | (block.Letters << 1) | _letter;
            _letter = block.Letters >> (SpellingBlock.Length - 1);
            int sum = _sum;
            int count = _pairs;
            if (block.Lines == 0 && count + BitOperations.PopCount(pairs) < MostPairs && indexes.Length > SpellingBlock.Length)
            {
                for (int i = 1; i < indexes.Length; i++)
                    sum += LetterPairs.Of(indexes[i - 1], indexes[i]);
                (_sum, _pairs) = (sum, count + BitOperations.PopCount(pairs));
                return;
            }

            for (int i = 1; i < indexes.Length; i++)
            {
                sum += LetterPairs.Of(indexes[i - 1], indexes[i]);
                count += (int)(pairs & 1);
                pairs >>= 1;
                if (count < MostPairs && !(((block.Lines >> (i - 1)) & 1) != 0 && count >= FewestPairs))
                    continue;
                IsStrange |= sum < Plain * count;
                sum = count = 0;
            }

            (_sum, _pairs) = (sum, count);
        }
    }
}
