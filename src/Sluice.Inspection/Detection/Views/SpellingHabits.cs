namespace Sluice.Inspection.Detection.Views;

/// <summary>What one pass over a text (about 2 ns for each unit) says of how it is spelled: which respellings are worth trying.</summary>
/// <param name="Spaced">Five or more single letters stand apart by one sign each.</param>
/// <param name="Doubled">Two or more words have only doubled letters, or drawn-out ones.</param>
/// <param name="Mixed">Two or more words of four units have digits or signs before letters.</param>
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
        return new SpellingHabits(words.Apart, words.Doubled >= FewestWords, words.Mixed >= FewestWords, strange);
    }

    /// <summary>What stands for a letter inside a word, or the unit itself.</summary>
    public static bool IsLeet(char unit) => char.IsAsciiDigit(unit) || unit is '@' or '$' or '!' or '|' or '+';

    /// <summary>Goes over the words of a text.</summary>
    private struct WordCount
    {
        private int _length;
        private int _letters;
        private int _signs;
        private bool _mixed;
        private char _last;
        private int _run;
        private bool _single;
        private bool _drawn;
        private int _lastApart;
        private int _apart;

        public bool Apart { get; private set; }

        public int Doubled { get; private set; }

        public int Mixed { get; private set; }

        public void Letter(ReadOnlySpan<char> text, int at)
        {
            char folded = (char)(text[at] | 0x20);
            _mixed |= _signs > 0;
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
        }

        public void Other(char unit)
        {
            if (IsLeet(unit))
            {
                EndRun();
                (_last, _run) = (default, 0);
                _signs++;
                _length++;
                return;
            }

            if (_length == 0)
                return;
            EndRun();
            if (_length >= ShortestWord && _letters > 0)
            {
                if (_mixed)
                    Mixed++;
                if (_signs == 0 && (!_single || _drawn))
                    Doubled++;
            }

            (_length, _letters, _signs, _run, _last) = (0, 0, 0, 0, default);
            _mixed = _single = _drawn = false;
        }

        private void EndRun()
        {
            _single |= (_run & 1) != 0;
            _drawn |= _run > 2;
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
