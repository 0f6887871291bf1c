using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// As <see cref="MatchCursor"/>, for a text that arrives in pieces, but the rules see the text also as it is meant to be read (<see cref="Spelling"/>) and what its encoded runs hold
/// (<see cref="RunReader"/>). As long as the text is plain one cursor runs, and what it says is passed on. Not thread-safe; one per lane.
/// </summary>
internal sealed class ViewCursor(PatternSet set, RuleRole[] roles) : IDisposable
{
    private readonly MatchCursor _plain = new(set, roles);
    private readonly RunView _base64 = new(set, roles, hex: false, PatternViews.Base64);
    private readonly RunView _hex = new(set, roles, hex: true, PatternViews.Hex);
    private readonly SpanUnion _union = new();
    private MatchCursor? _spelled;
    private MatchBuffer? _found;
    private MappedText? _text;
    private PooledBuffer<char>? _undecided;
    private Spelling _spelling;
    private bool _differs;
    private int _seen;
    private long _origin;

    /// <summary>As <see cref="MatchCursor.HoldFrom"/>.</summary>
    public int HoldFrom { get; private set; }

    /// <summary>As <see cref="MatchCursor.Reset"/>.</summary>
    public void Reset(ReadOnlySpan<char> context = default)
    {
        _plain.Reset(context);
        _base64.Reset();
        _hex.Reset();
        _union.Clear();
        Join();
        _seen = HoldFrom = 0;
        _origin = 0;
    }

    /// <summary>As <see cref="MatchCursor.Scan"/>; <paramref name="found"/> is empty.</summary>
    public void Scan(ReadOnlySpan<char> window, bool end, MatchBuffer found)
    {
        int from = _seen;
        if (!_differs)
        {
            from = Spelling.FirstOther(window, _seen, end);
            if (from < window.Length)
                Part(window, from, found);
        }

        _plain.Scan(window, end, found);
        if (_differs)
            ScanSpelled(window[from..], end, _origin + from);
        _base64.Scan(window, _seen, end, _origin, _union);
        _hex.Scan(window, _seen, end, _origin, _union);
        _seen = window.Length;
        HoldFrom = _plain.HoldFrom;
        if (!_differs && _union.IsEmpty && Math.Min(_base64.Hold, _hex.Hold) == long.MaxValue)
            return;
        foreach (MatchSpan span in found.Spans)
            _union.Add(found, span, _origin + span.Start, _origin + span.End, PatternViews.Plain, span.Overflow);
        found.Clear();
        long decided = Math.Min(_origin + HoldFrom, Math.Min(_base64.Hold, _hex.Hold));
        if (_differs && _text!.Length > 0)
            decided = Math.Min(decided, _text.StartOf(0));
        HoldFrom = (int)(_union.Flush(decided, _origin, found) - _origin);
        if (_differs && Agree(window))
            Join();
    }

    /// <summary>As <see cref="MatchCursor.Rebase"/>.</summary>
    public void Rebase(int released)
    {
        _plain.Rebase(released);
        _origin += released;
        _seen -= released;
        HoldFrom -= released;
    }

    public void Dispose()
    {
        Join();
        _base64.Dispose();
        _hex.Dispose();
    }

    /// <summary>From here on the text is to be read otherwise than it stands: a second cursor goes on from where the first one is.</summary>
    private void Part(ReadOnlySpan<char> window, int at, MatchBuffer found)
    {
        _plain.Scan(window[..at], end: false, found);
        _spelled ??= new MatchCursor(set, roles);
        _spelled.CopyFrom(_plain);
        _found ??= new MatchBuffer();
        _text = new MappedText();
        _text.Add(window[..at], _origin);
        _undecided = new PooledBuffer<char>(64);
        _spelling = default;
        _differs = true;
    }

    /// <summary>Both cursors are in the same place again: nothing came of what might have been an escape, or all that differed is behind them.</summary>
    private bool Agree(ReadOnlySpan<char> window)
    {
        if (_undecided!.Length > 0)
            return false;
        return !_spelling.HasChanged || (_spelling.IsFresh && _text!.Text.SequenceEqual(window[_plain.HoldFrom..]) && _plain.Agrees(_spelled!));
    }

    /// <summary>One cursor is enough.</summary>
    private void Join()
    {
        _differs = false;
        _text?.Dispose();
        _undecided?.Dispose();
        _text = null;
        _undecided = null;
    }

    /// <summary>Takes a piece that begins at <paramref name="place"/>. The beginning of an escape is not held, so it is kept here until it is whole.</summary>
    private void ScanSpelled(ReadOnlySpan<char> piece, bool end, long place)
    {
        long from = place - _undecided!.Length;
        _undecided.Write(piece);
        _undecided.Consume(_spelling.Write(_undecided.Span, end, from, _text!));
        _found!.Clear();
        _spelled!.Scan(_text!.Text, end, _found);
        foreach (MatchSpan span in _found.Spans)
            _union.Add(_found, span, _text.StartOf(span.Start), _text.EndOf(span.End - 1), PatternViews.Spelled, span.Overflow);
        int decided = _spelled.HoldFrom;
        _spelled.Rebase(decided);
        _text.Drop(decided);
    }
}
