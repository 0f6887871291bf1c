using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Grounding;

/// <summary>Reads a text word by word, for what it states: numbers and names.</summary>
internal ref struct FactReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private bool _opens = true;

    /// <summary>The word or number at hand, as it is spelled.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>Where it stands.</summary>
    public int Start { get; private set; }

    /// <summary>It is a number, with what groups and divides its digits.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>It begins a sentence, a line or an item of a list, where capitals mean nothing.</summary>
    public bool Opens { get; private set; }

    /// <summary>Goes to the next word or number; false at the end.</summary>
    public bool Next()
    {
        while (_at < _text.Length && !char.IsLetterOrDigit(_text[_at]))
        {
            _opens |= _text[_at] is '.' or '!' or '?' or '\n' or ':' or '"' or '\u201C' or '\u2022' or '*' or '|';
            _at++;
        }

        if (_at == _text.Length)
            return false;
        Start = _at;
        IsNumber = char.IsAsciiDigit(_text[_at]);
        if (IsNumber)
            ReadNumber();
        else
            ReadWord();
        Word = _text[Start.._at];
        Opens = _opens;
        _opens = false;
        return true;
    }

    private void ReadNumber()
    {
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || (_text[_at] is '.' or ',' or '\'' or '\u2019' or '\u202F' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))))
            _at++;
    }

    private void ReadWord()
    {
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || (_text[_at] is '\'' or '\u2019' && _at + 1 < _text.Length && char.IsLetter(_text[_at + 1]))))
            _at++;
    }

    /// <summary>The letters of a word as they look, without the ending that its grammar gives it; in <paramref name="room"/>, which holds it.</summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word, Span<char> room)
    {
        int length = 0;
        foreach (char c in word[..Math.Min(word.Length, room.Length)])
        {
            if (BareLetters.Of(c) is var letter and not '\0')
                room[length++] = letter;
        }

        return WordStem.Of(room[..length]);
    }
}
