namespace Sluice.Inspection.Detection.Views;

/// <summary>One way to read a text. Valid until the <see cref="TextViews"/> that gave it begins another text.</summary>
public readonly ref struct TextView
{
    private readonly ReadOnlySpan<int> _starts;
    private readonly ReadOnlySpan<int> _ends;
    private readonly int _start;
    private readonly int _end;

    internal TextView(ViewKind kind, ReadOnlySpan<char> text)
    {
        Kind = kind;
        Text = text;
        _end = text.Length;
        IsOriginal = true;
    }

    internal TextView(ViewKind kind, int depth, ReadOnlySpan<char> text, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int start, int end)
    {
        Kind = kind;
        Depth = depth;
        Text = text;
        _starts = starts;
        _ends = ends;
        _start = start;
        _end = end;
    }

    public ViewKind Kind { get; }

    /// <summary>Layers of encoding that were taken off: 0 for what only is written otherwise, up to <see cref="TextViews.MaxDepth"/>.</summary>
    public int Depth { get; }

    /// <summary>The text as seen so.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>It is the text itself, unit for unit.</summary>
    public bool IsOriginal { get; }

    /// <summary>
    /// The stretch of the original text that a stretch of this view stands for, in UTF-16 units. What is decoded from a run stands for the whole run.
    /// </summary>
    /// <param name="start">First unit in <see cref="Text"/>.</param>
    /// <param name="length">Units, at least 1.</param>
    public (int Start, int Length) Locate(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        if (IsOriginal)
            return (start, length);
        if (_starts.IsEmpty)
            return (_start, _end - _start);

        // Reversed text runs the other way.
        int last = start + length - 1;
        int from = Math.Min(_starts[start], _starts[last]);
        return (from, Math.Max(_ends[start], _ends[last]) - from);
    }
}
