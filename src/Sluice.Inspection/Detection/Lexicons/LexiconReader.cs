using System.Numerics;
using System.Runtime.InteropServices;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>Reads a text word by word and stops at those that a lexicon knows. Most words are passed over by their first three letters and their length.</summary>
internal ref struct LexiconReader(ClassLexicon lexicon, ReadOnlySpan<char> text)
{
    /// <summary>Most separators between two words of one phrase.</summary>
    private const int MaxGap = 4;

    /// <summary>The lower five bits of three units.</summary>
    private const ulong HeadBits = 0x001F_001F_001F;

    private readonly ClassLexicon _lexicon = lexicon;
    private readonly ReadOnlySpan<char> _text = text;
    private WordBlock _block;
    private ulong _left;
    private int _from = -WordBlock.Length;
    private int _skipTo;

    /// <summary>Words read so far, those included that the lexicon does not know.</summary>
    public int Words { get; private set; }

    /// <summary>Ends of sentences passed so far.</summary>
    public int Sentences { get; private set; }

    /// <summary>The classes of the word at hand and of the phrases that begin with it.</summary>
    public ulong Classes { get; private set; }

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the word, or behind the longest phrase that begins with it.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the next word that has a class. False at the text's end.</summary>
    public bool Read()
    {
        while (true)
        {
            while (_left != 0)
            {
                var bit = BitOperations.TrailingZeroCount(_left);
                _left &= _left - 1;
                if (_from + bit < _skipTo)
                    continue;
                if ((_block.Marks >> bit & 1) != 0)
                {
                    Sentences++;
                    continue;
                }

                Words++;
                Start = _from + bit;
                if (MayBegin(bit) && Look())
                    return true;
            }

            _from += WordBlock.Length;
            if (_from >= _text.Length)
                return false;
            _block = WordBlock.Read(_text[_from..], _block.EndsInside);
            _left = _block.Starts | _block.Marks;
        }
    }

    /// <summary>The word at <paramref name="at"/> as a hash, and the place behind it.</summary>
    internal static ulong ReadWord(ReadOnlySpan<char> text, ref int at)
    {
        var hash = ClassLexicon.Start;
        var c = WordLetters.Fold(text[at]);
        if (WordLetters.IsWord(c))
        {
            at++;
            return ClassLexicon.Step(hash, c);
        }

        for (; at < text.Length && (WordLetters.IsOfWord(c = WordLetters.Fold(text[at])) || c == WordLetters.Silent); at++)
            hash = c == WordLetters.Silent ? hash : ClassLexicon.Step(hash, c);
        return hash;
    }

    /// <summary>The first letters of the word at <paramref name="at"/> as a number, and how many letters it has: <see cref="ClassLexicon.MayBegin"/>.</summary>
    internal static int HeadOf(ReadOnlySpan<char> text, int at, out int letters)
    {
        var head = 0;
        var c = WordLetters.Fold(text[at]);
        letters = WordLetters.IsWord(c) ? 1 : 0;
        if (letters > 0)
            return ClassLexicon.Head(c, 0);
        for (; at < text.Length && letters < ClassLexicon.MostLetters; at++)
        {
            c = WordLetters.Fold(text[at]);
            if (c == WordLetters.Silent)
                continue;
            if (!WordLetters.IsOfWord(c))
                break;
            head |= ClassLexicon.Head(c, letters++);
        }

        return head;
    }

    /// <summary>Whether the lexicon may know the word at <see cref="Start"/>.</summary>
    private readonly bool MayBegin(int bit)
    {
        // Letters of ASCII have the same lower bits in both cases.
        var letters = BitOperations.TrailingZeroCount(~(_block.Inside >> bit));
        if (!_block.IsPlain || letters == 0 || bit + letters >= WordBlock.Length || Start + 4 > _text.Length)
            return _lexicon.MayBegin(HeadOf(_text, Start, out var all), all);
        var units = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(_text.Slice(Start, 4))) & HeadBits;
        if (letters < 3)
            units &= (1UL << 16 * letters) - 1;
        var head = (int)((units & 31) << 10 | (units >> 11 & 31 << 5) | units >> 32);
        return _lexicon.MayBegin(head, Math.Min(letters, ClassLexicon.MostLetters));
    }

    private bool Look()
    {
        ulong classes = 0;
        var hash = ClassLexicon.Start;
        var at = Start;
        var c = WordLetters.Fold(_text[at]);
        if (WordLetters.IsWord(c))
        {
            hash = ClassLexicon.Step(hash, c);
            at++;
        }
        else
        {
            for (var letters = 0; WordLetters.IsOfWord(c) || c == WordLetters.Silent;)
            {
                if (c != WordLetters.Silent)
                {
                    hash = ClassLexicon.Step(hash, c);
                    if (++letters >= ClassLexicon.MinStem && _lexicon.MayBeStem(hash))
                        classes |= _lexicon.Stem(hash);
                }

                if (++at == _text.Length)
                    break;
                c = WordLetters.Fold(_text[at]);
            }
        }

        End = at;
        if (_lexicon.MayBeWord(hash) && _lexicon.TryWord(hash, out var entry))
        {
            classes |= entry.Classes;
            if (entry.Longest > 1)
                classes |= ReadPhrases(hash, entry.Longest);
        }

        if ((classes & _lexicon.Idioms) != 0)
        {
            _skipTo = End;
            return false;
        }

        Classes = classes;
        return classes != 0;
    }

    /// <summary>The classes of all phrases that begin with the word that ends at <see cref="End"/>, which moves behind the longest.</summary>
    private ulong ReadPhrases(ulong phrase, int longest)
    {
        ulong classes = 0;
        var at = End;
        for (var word = 1; word < longest; word++)
        {
            var gap = at;
            while (at < _text.Length && at - gap <= MaxGap && WordLetters.IsNoWord(WordLetters.Fold(_text[at])))
                at++;
            if (at == _text.Length || at - gap > MaxGap)
                break;
            phrase = ClassLexicon.Join(phrase, ReadWord(_text, ref at));
            var found = _lexicon.Phrase(phrase);
            if (found != 0)
            {
                classes |= found;
                End = at;
                if ((found & _lexicon.Idioms) != 0)
                    return _lexicon.Idioms;
            }

            if (!_lexicon.MayGoOn(phrase))
                break;
        }

        return classes;
    }
}
