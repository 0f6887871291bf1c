namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>The words of a stretch of text, and what is known of each.</summary>
internal readonly ref struct WordList(ReadOnlySpan<char> text, Span<Word> words)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<Word> _words = words;

    public int Count => _words.Length;

    public ref readonly Word this[int index] => ref _words[index];

    public ReadOnlySpan<char> Text(int index) => _text[_words[index].Start.._words[index].End];

    public int Length(int index) => _words[index].End - _words[index].Start;

    public WordClass ClassOf(int index)
    {
        ref Word word = ref _words[index];
        if (word.Class == WordClass.Unknown)
            word.Class = (word.Form & WordForm.Number) != WordForm.Small ? WordClass.None : KnownWords.Of(Text(index));
        return word.Class;
    }

    /// <summary>Whether the word is a cue of a kind.</summary>
    public bool IsCue(int index, WordClass wanted) =>
        _words[index].Class == WordClass.Unknown ? KnownWords.MayBeCue(Text(index)) && Is(index, wanted) : (_words[index].Class & wanted) != WordClass.None;

    public bool Is(int index, WordClass wanted) => index >= 0 && index < _words.Length && (ClassOf(index) & wanted) != WordClass.None;

    public bool Has(int index, WordForm wanted) => index >= 0 && index < _words.Length && (_words[index].Form & wanted) != WordForm.Small;

    /// <summary>Written as a name would be, and no word that is never part of one.</summary>
    public bool IsNamelike(int index) => Has(index, WordForm.Capital) && !Is(index, WordClass.Common | WordClass.Title);

    /// <summary>Nothing but a space stands before the word, or a dot that belongs to the abbreviation before it.</summary>
    public bool Follows(int index) => index > 0 && index < _words.Length && (_words[index].Before == WordBreak.Space || (_words[index].Before == WordBreak.Stop && IsAbbreviation(index - 1)));

    /// <summary>The dot behind it does not end a sentence.</summary>
    public bool IsAbbreviation(int index) =>
        _words[index].End < _text.Length && _text[_words[index].End] == '.'
        && (Has(index, WordForm.Initial) || (Length(index) <= 4 && Is(index, WordClass.Title | WordClass.Street | WordClass.Unit | WordClass.Military)) || Has(index, WordForm.Number));

    /// <summary>A line begins here, whatever marks of quotation stand before it.</summary>
    public bool BeginsLine(int index) => index == 0 || _words[index].Before is WordBreak.Line || (_words[index].Before == WordBreak.Stop && index == 0);

    /// <summary>A space alone stands between the word before and this one, not a bracket or a quote.</summary>
    public bool Touches(int index) => Follows(index) && _words[index].Start - _words[index - 1].End <= 2;
}
