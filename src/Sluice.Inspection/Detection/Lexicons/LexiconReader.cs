using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>Reads a text word by word and stops at those that a lexicon knows.</summary>
internal ref struct LexiconReader(ClassLexicon lexicon, ReadOnlySpan<char> text)
{
    /// <summary>Most separators between two words of one phrase.</summary>
    private const int MaxGap = 4;

    private readonly ClassLexicon _lexicon = lexicon;
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

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
        while (_at < _text.Length)
        {
            var c = WordLetters.Fold(_text[_at]);
            if (WordLetters.IsNoWord(c))
            {
                if (c != WordLetters.Separator)
                    Mark(c);
                _at++;
                continue;
            }

            Words++;
            Start = _at;
            if (!_lexicon.MayBegin(HeadOf(_text, _at)))
            {
                Skip(c);
                continue;
            }

            if (Look(c))
                return true;
        }

        return false;
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

    internal static int HeadOf(ReadOnlySpan<char> text, int at)
    {
        var first = WordLetters.Fold(text[at]);
        if (WordLetters.IsWord(first))
            return ClassLexicon.Head(first, '\0', '\0');
        var second = at + 1 < text.Length ? WordLetters.Fold(text[at + 1]) : '\0';
        if (!WordLetters.IsOfWord(second))
            return ClassLexicon.Head(first, '\0', '\0');
        var third = at + 2 < text.Length ? WordLetters.Fold(text[at + 2]) : '\0';
        return ClassLexicon.Head(first, second, WordLetters.IsOfWord(third) ? third : '\0');
    }

    private bool Look(char c)
    {
        ulong classes = 0;
        var hash = ClassLexicon.Start;
        if (WordLetters.IsWord(c))
        {
            hash = ClassLexicon.Step(hash, c);
            _at++;
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

                if (++_at == _text.Length)
                    break;
                c = WordLetters.Fold(_text[_at]);
            }
        }

        End = _at;
        if (_lexicon.MayBeWord(hash) && _lexicon.TryWord(hash, out var entry))
        {
            classes |= entry.Classes;
            if (entry.Longest > 1)
                classes |= ReadPhrases(hash, entry.Longest);
        }

        if ((classes & _lexicon.Idioms) != 0)
        {
            _at = End;
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

    private void Skip(char c)
    {
        var at = _at + 1;
        if (!WordLetters.IsWord(c))
        {
            while (at < _text.Length && (WordLetters.IsOfWord(c = WordLetters.Fold(_text[at])) || c == WordLetters.Silent))
                at++;
        }

        _at = at;
    }

    private void Mark(char mark)
    {
        if (mark == WordLetters.LineEnd || (mark == WordLetters.Stop && (_at + 1 == _text.Length || WordLetters.Fold(_text[_at + 1]) is WordLetters.Separator or WordLetters.LineEnd)))
            Sentences++;
    }
}
