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

    /// <summary>Words that must be mixed, of so many in a row: names, addresses and variables are so one by one.</summary>
    private const int FewestMixed = 3;

    private const int Neighbourhood = 10;

    /// <summary>Letters before an at sign that is one.</summary>
    private const int NameLetters = 3;

    /// <summary>Shortest word that counts.</summary>
    public const int ShortestWord = 4;

    /// <summary>A mean score (<see cref="LetterPairs"/>) below which a stretch may be turned: 99 in 100 stretches of prose lie above it.</summary>
    public const double Plain = 1.1;

    /// <summary>Pairs that a stretch needs for its mean to say anything, and pairs after which it ends.</summary>
    public const int FewestPairs = 12;

    private const int MostPairs = 96;

    public static SpellingHabits Of(ReadOnlySpan<char> text)
    {
        WordCount words = new();
        bool strange = false;
        int sum = 0;
        int pairs = 0;
        int before = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            int index = LetterPairs.Index(unit);
            if ((before | index) != 0)
            {
                sum += LetterPairs.Of(before, index);
                pairs++;
            }

            before = index;
            if (index != 0)
                words.Letter(text, i);
            else
                words.Other(unit);
            if (pairs < MostPairs && !(unit == '\n' && pairs >= FewestPairs))
                continue;
            strange |= sum < Plain * pairs;
            sum = pairs = 0;
        }

        words.Other(' ');
        strange |= pairs >= FewestPairs && sum < Plain * pairs;
        return new SpellingHabits(words.Apart, words.Doubled >= FewestWords, words.IsMixed, strange);
    }

    /// <summary>What stands for a letter inside a word, or the unit itself.</summary>
    public static bool IsLeet(char unit) => char.IsAsciiDigit(unit) || unit is '@' or '$' or '!' or '|' or '+';

    /// <summary>Goes over the words of a text.</summary>
    private struct WordCount
    {
        private int _length;
        private int _letters;
        private int _signs;
        private int _since;
        private char _sign;
        private int _before;
        private bool _mixed;
        private uint _mixedWords;
        private char _last;
        private int _run;
        private bool _single;
        private bool _drawn;
        private int _lastApart;
        private int _apart;

        public bool Apart { get; private set; }

        public int Doubled { get; private set; }

        public bool IsMixed { get; private set; }

        public void Letter(ReadOnlySpan<char> text, int at)
        {
            char folded = (char)(text[at] | 0x20);
            CountMixed();
            if (_length == 0)
                CountApart(text, at);
            if (folded == _last)
            {
                _run++;
            }
            else
            {
                EndRun();
                (_last, _run) = (folded, 1);
            }

            _length++;
            _letters++;
            _since++;
        }

        public void Other(char unit)
        {
            if (IsLeet(unit))
            {
                EndRun();
                (_last, _run) = (default, 0);
                (_sign, _before, _since) = (unit, _since, 0);
                _signs++;
                _length++;
                return;
            }

            if (_length == 0)
                return;
            EndRun();
            bool counts = _length >= ShortestWord && _letters > 0;
            if (counts && _signs == 0 && (!_single || _drawn))
                Doubled++;
            if (_letters > 0)
            {
                _mixedWords = ((_mixedWords << 1) | (counts && _mixed ? 1u : 0u)) & ((1u << Neighbourhood) - 1);
                IsMixed |= BitOperations.PopCount(_mixedWords) >= FewestMixed;
            }

            (_length, _letters, _signs, _since, _run, _last) = (0, 0, 0, 0, 0, default);
            _mixed = _single = _drawn = false;
        }

        private void EndRun()
        {
            _single |= (_run & 1) != 0;
            _drawn |= _run > 2;
        }

        /// <summary>A letter follows: the sign before it stands between letters, or is one digit at the word's beginning.</summary>
        private void CountMixed()
        {
            if (_signs > 0 && !(_sign == '@' && _before > NameLetters))
                _mixed |= _letters > 0 || (_signs == 1 && char.IsAsciiDigit(_sign));
        }

        private void CountApart(ReadOnlySpan<char> text, int at)
        {
            if (at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
                return;
            _apart = _lastApart == at - 2 ? _apart + 1 : 1;
            _lastApart = at;
            Apart |= _apart >= FewestApart;
        }
    }
}
