using System.Numerics;

namespace Sluice.Inspection.Detection.Views;

/// <summary>Finds the words of a text that are doubled or mixed, and letters that stand apart: looks at places that the bits of a block point at, and at no others.</summary>
/// <param name="text">The text.</param>
internal ref struct SpellingWords(ReadOnlySpan<char> text)
{
    /// <summary>Words in a row, of which three must be mixed: names, addresses and variables are so one by one.</summary>
    private const int Neighbourhood = 10;

    /// <summary>Letters before an at sign that is one.</summary>
    private const int NameLetters = 3;

    private const int Last = SpellingBlock.Length - 1;

    private readonly ReadOnlySpan<char> _text = text;
    private SpellingBlock _before;
    private ulong _starts;
    private ulong _ends;
    private int _readTo;
    private int _mixed = -1;
    private int _mixedBefore = -1;

    /// <summary>Enough single letters stand apart by one sign each.</summary>
    public bool Apart { get; private set; }

    /// <summary>Words of doubled or drawn-out letters.</summary>
    public int Doubled { get; private set; }

    /// <summary>Of some words in a row three are mixed.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>Reads the next block.</summary>
    /// <param name="at">Where it begins in the text.</param>
    /// <param name="block">What it has.</param>
    public void Read(int at, in SpellingBlock block)
    {
        ulong starts = block.Words & ~((block.Words << 1) | (_before.Words >> Last));
        ulong doubled = block.Again & (((block.Again | starts) << 1) | ((_before.Again | _starts) >> Last));
        ulong mixed = block.Letters & ((block.Signs << 1) | (_before.Signs >> Last));
        for (ulong left = doubled | mixed; left != 0; left &= left - 1)
        {
            int place = at + BitOperations.TrailingZeroCount(left);
            if (place >= _readTo)
                ReadWord(place);
        }

        // Behind single letters; what is no ASCII may be a letter yet.
        ulong ends = (((starts & block.Letters) << 1) | ((_starts & _before.Letters) >> Last)) & ~(block.Letters | block.Numbers);
        ulong apart = ends;
        for (int i = 1; i < SpellingHabits.FewestApart; i++)
            apart &= (ends << (2 * i)) | (_ends >> (SpellingBlock.Length - (2 * i)));
        for (; apart != 0 && !Apart; apart &= apart - 1)
            Apart = StandApart(at + BitOperations.TrailingZeroCount(apart));
        (_before, _starts, _ends) = (block, starts, ends);
    }

    /// <summary>Whether no letter of any script stands behind the single letters that end at a place.</summary>
    private readonly bool StandApart(int end)
    {
        for (int i = 0; i < SpellingHabits.FewestApart; i++)
        {
            int behind = end - (2 * i);
            if (behind < _text.Length && char.IsLetterOrDigit(_text[behind]))
                return false;
        }

        return true;
    }

    private void ReadWord(int place)
    {
        int start = place;
        while (start > 0 && IsOfWord(_text[start - 1]))
            start--;
        Word word = default;
        int end = start;
        for (; end < _text.Length && IsOfWord(_text[end]); end++)
            word.Add(_text[end]);
        word.End();
        _readTo = end;
        if (word.IsDoubled)
            Doubled++;
        if (!word.IsMixed)
            return;
        IsMixed |= _mixedBefore >= 0 && AreNear(_mixedBefore, start);
        (_mixedBefore, _mixed) = (_mixed, start);
    }

    /// <summary>Whether two words, the first and the last of the mixed ones that it takes, are in one neighbourhood. Words without letters do not count.</summary>
    private readonly bool AreNear(int first, int last)
    {
        int words = 1;
        bool letter = false;
        for (int i = first; i < last && words <= Neighbourhood; i++)
        {
            if (char.IsAsciiLetter(_text[i]))
            {
                letter = true;
            }
            else if (letter && !SpellingHabits.IsLeet(_text[i]))
            {
                letter = false;
                words++;
            }
        }

        return words <= Neighbourhood;
    }

    private static bool IsOfWord(char unit) => char.IsAsciiLetter(unit) || SpellingHabits.IsLeet(unit);

    /// <summary>One word, unit by unit.</summary>
    private struct Word
    {
        private int _letters;
        private int _signs;
        private int _since;
        private int _nameLetters;
        private int _run;
        private char _sign;
        private char _last;
        private bool _single;
        private bool _drawn;
        private bool _mixed;

        private readonly bool Counts => _letters + _signs >= SpellingHabits.ShortestWord && _letters > 0;

        /// <summary>Only doubled letters, or drawn-out ones.</summary>
        public readonly bool IsDoubled => Counts && _signs == 0 && (!_single || _drawn);

        public readonly bool IsMixed => Counts && _mixed;

        public void Add(char unit)
        {
            if (!char.IsAsciiLetter(unit))
            {
                End();
                (_sign, _nameLetters, _since) = (unit, _since, 0);
                _signs++;
                return;
            }

            // A sign before it stands between letters, or is one digit at the word's beginning.
            if (_signs > 0 && !(_sign == '@' && _nameLetters > NameLetters))
                _mixed |= _letters > 0 || (_signs == 1 && char.IsAsciiDigit(_sign));
            char folded = (char)(unit | 0x20);
            if (folded != _last)
                End();
            _last = folded;
            _run++;
            _letters++;
            _since++;
        }

        /// <summary>Ends a run of one letter.</summary>
        public void End()
        {
            _single |= (_run & 1) != 0;
            _drawn |= _run > 2;
            (_run, _last) = (0, default);
        }
    }
}
