namespace Sluice.Cli.Evaluation.Data;

/// <summary>Turns offsets in Unicode code points, as most tools count them, into UTF-16 units. Offsets are asked for in rising order where that is possible.</summary>
internal ref struct CodePoints(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _unit;
    private int _point;

    /// <summary>The unit at which the code point <paramref name="point"/> begins, or -1 where the text has fewer.</summary>
    public int ToUnit(int point)
    {
        if (point < _point)
            (_unit, _point) = (0, 0);
        while (_point < point && _unit < _text.Length)
        {
            bool pair = char.IsHighSurrogate(_text[_unit]) && _unit + 1 < _text.Length && char.IsLowSurrogate(_text[_unit + 1]);
            _unit += pair ? 2 : 1;
            _point++;
        }

        return _point == point ? _unit : -1;
    }
}
