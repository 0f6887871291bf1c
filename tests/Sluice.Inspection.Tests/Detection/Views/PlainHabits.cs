using System.Numerics;
using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Tests.Detection.Views;

/// <summary>The habits of a text as a reader sees them that goes unit by unit: slow, and plain enough to be believed.</summary>
internal static class PlainHabits
{
    private const int FewestMixed = 3;
    private const int Neighbourhood = 10;
    private const int NameLetters = 3;
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
            if (pairs < MostPairs && !(unit == '\n' && pairs >= SpellingHabits.FewestPairs))
                continue;
            strange |= sum < SpellingHabits.Plain * pairs;
            sum = pairs = 0;
        }

        words.Other(' ');
        strange |= pairs >= SpellingHabits.FewestPairs && sum < SpellingHabits.Plain * pairs;
        return new SpellingHabits(words.Apart, words.Doubled >= SpellingHabits.FewestWords, words.IsMixed, strange);
    }

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
            if (SpellingHabits.IsLeet(unit))
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
            bool counts = _length >= SpellingHabits.ShortestWord && _letters > 0;
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
            Apart |= _apart >= SpellingHabits.FewestApart;
        }
    }
}
