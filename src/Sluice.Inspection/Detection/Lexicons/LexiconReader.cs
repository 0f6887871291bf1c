namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>Reads a text word by word and stops at those that a lexicon knows.</summary>
internal ref struct LexiconReader(Lexicon lexicon, ReadOnlySpan<char> text)
{
    /// <summary>Most separators between two words of one phrase.</summary>
    private const int MaxGap = 4;

    private readonly Lexicon _lexicon = lexicon;
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
            var c = Letters.Fold(_text[_at]);
            if (Letters.IsNoWord(c))
            {
                if (c != Letters.Separator)
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
        var hash = Lexicon.Start;
        var c = Letters.Fold(text[at]);
        if (Letters.IsWord(c))
        {
            at++;
            return Lexicon.Step(hash, c);
        }

        for (; at < text.Length && (Letters.IsOfWord(c = Letters.Fold(text[at])) || c == Letters.Silent); at++)
            hash = c == Letters.Silent ? hash : Lexicon.Step(hash, c);
        return hash;
    }

    internal static int HeadOf(ReadOnlySpan<char> text, int at)
    {
        var first = Letters.Fold(text[at]);
        if (Letters.IsWord(first))
            return Lexicon.Head(first, '\0', '\0');
        var second = at + 1 < text.Length ? Letters.Fold(text[at + 1]) : '\0';
        if (!Letters.IsOfWord(second))
            return Lexicon.Head(first, '\0', '\0');
        var third = at + 2 < text.Length ? Letters.Fold(text[at + 2]) : '\0';
        return Lexicon.Head(first, second, Letters.IsOfWord(third) ? third : '\0');
    }

    private bool Look(char c)
    {
        ulong classes = 0;
        var hash = Lexicon.Start;
        if (Letters.IsWord(c))
        {
            hash = Lexicon.Step(hash, c);
            _at++;
        }
        else
        {
            for (var letters = 0; Letters.IsOfWord(c) || c == Letters.Silent;)
            {
                if (c != Letters.Silent)
                {
                    hash = Lexicon.Step(hash, c);
                    if (++letters >= Lexicon.MinStem && _lexicon.MayBeStem(hash))
                        classes |= _lexicon.Stem(hash);
                }

                if (++_at == _text.Length)
                    break;
                c = Letters.Fold(_text[_at]);
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
            while (at < _text.Length && at - gap <= MaxGap && Letters.IsNoWord(Letters.Fold(_text[at])))
                at++;
            if (at == _text.Length || at - gap > MaxGap)
                break;
            phrase = Lexicon.Join(phrase, ReadWord(_text, ref at));
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
        if (!Letters.IsWord(c))
        {
            while (at < _text.Length && (Letters.IsOfWord(c = Letters.Fold(_text[at])) || c == Letters.Silent))
                at++;
        }

        _at = at;
    }

    private void Mark(char mark)
    {
        if (mark == Letters.LineEnd || (mark == Letters.Stop && (_at + 1 == _text.Length || Letters.Fold(_text[_at + 1]) is Letters.Separator or Letters.LineEnd)))
            Sentences++;
    }
}
