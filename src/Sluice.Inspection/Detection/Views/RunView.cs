using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Views;

/// <summary>Finds matches in what the encoded runs of one text hold, while the text arrives. Each run is a text of its own. Not thread-safe.</summary>
internal sealed class RunView(PatternSet set, RuleRole[] roles, bool hex, int view) : IDisposable
{
    private RunReader _reader = new(hex);
    private MappedText? _text;
    private MatchCursor? _cursor;
    private MatchBuffer? _found;
    private int _scanned;

    /// <summary>The first place that has to be held, or <see cref="long.MaxValue"/>.</summary>
    public long Hold { get; private set; } = long.MaxValue;

    public void Reset()
    {
        _reader.Reset();
        Hold = long.MaxValue;
        _text?.Clear();
    }

    /// <summary>Takes the units of the window from <paramref name="from"/> on; matches that are certain go to <paramref name="union"/>.</summary>
    public void Scan(ReadOnlySpan<char> window, int from, bool end, long origin, SpanUnion union)
    {
        for (int at = from; at < window.Length; at++)
        {
            if (!_reader.InRun)
            {
                at = _reader.FindBegin(window, at);
                if (at == window.Length)
                    break;
                Begin();
            }

            if (!_reader.Take(window[at], origin + at, _text!))
                Finish(union);
        }

        if (!_reader.InRun)
            return;
        if (end)
            Finish(union);
        else
            Advance(union, end: false);
    }

    public void Dispose()
    {
        _text?.Dispose();
        _text = null;
    }

    private void Begin()
    {
        _text ??= new MappedText();
        _text.Clear();
        _found?.Clear();
        _cursor?.Reset();
        _scanned = 0;
    }

    private void Finish(SpanUnion union)
    {
        Advance(union, end: true);
        _text!.Clear();
        Hold = long.MaxValue;
    }

    private void Advance(SpanUnion union, bool end)
    {
        // A word, or what ended too short, is not looked at.
        if (end ? _reader.Units < PlainTest.MinRun : _reader.IsWordlike || _text!.Length == _scanned)
            return;
        _cursor ??= new MatchCursor(set, roles);
        _found ??= new MatchBuffer();
        _cursor.Scan(_text!.Text, end, _found);
        _scanned = _text.Length;
        if (_reader.Units >= PlainTest.MinRun)
            Report(union);
        Hold = end ? long.MaxValue : FirstHeld();
    }

    private void Report(SpanUnion union)
    {
        foreach (MatchSpan span in _found!.Spans)
        {
            long start = Math.Max(_reader.Guard, _text!.StartOf(span.Start));
            long stop = _text.EndOf(span.End - 1);
            if (start < stop)
                union.Add(_found, span, start, stop, view, span.Overflow || (_reader.Cut && span.End == _text.Length));
        }

        _found.Clear();
    }

    /// <summary>What may become part of a match, and matches in what may yet turn out too short for a run.</summary>
    private long FirstHeld()
    {
        int unit = _cursor!.HoldFrom;
        if (_found!.Spans.Count > 0)
            unit = Math.Min(unit, _found.Spans[0].Start);
        return unit == _text!.Length ? long.MaxValue : Math.Max(_reader.Guard, _text.StartOf(unit));
    }
}
