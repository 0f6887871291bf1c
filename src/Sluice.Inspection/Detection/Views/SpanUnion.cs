using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Gathers the spans that several views of one text yield and makes those that overlap one. Whatever the order in which they come, the result is the same: spans are ordered by their
/// start, then by their view. Reused; not thread-safe.
/// </summary>
internal sealed class SpanUnion
{
    private readonly List<Piece> _pieces = [];
    private readonly List<int> _hits = [];

    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>The start of the first span, or <see cref="long.MaxValue"/>.</summary>
    public long First => IsEmpty ? long.MaxValue : _pieces[0].Start;

    public void Clear()
    {
        _pieces.Clear();
        _hits.Clear();
    }

    /// <summary>Adds a span.</summary>
    /// <param name="from">Where it was found, with its hits.</param>
    /// <param name="span">The span as found.</param>
    /// <param name="start">Its first unit in the text.</param>
    /// <param name="end">One behind its last unit in the text.</param>
    /// <param name="view">Number of the view, for the order.</param>
    /// <param name="overflow">What follows is of unknown nature.</param>
    public void Add(MatchBuffer from, in MatchSpan span, long start, long end, int view, bool overflow)
    {
        Piece piece = new(start, end, view, span.Rule, _hits.Count, span.HitCount, overflow);
        for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
            _hits.Add(from.Hits[i]);
        int at = _pieces.Count;
        while (at > 0 && piece.Before(_pieces[at - 1]))
            at--;
        _pieces.Insert(at, piece);
    }

    /// <summary>
    /// Moves the spans that lie before <paramref name="decided"/> into <paramref name="found"/>, counted from <paramref name="origin"/>, and returns how far the text is decided:
    /// up to there, or to the start of a span that reaches behind it.
    /// </summary>
    public long Flush(long decided, long origin, MatchBuffer found)
    {
        int done = 0;
        while (done < _pieces.Count)
        {
            long end = _pieces[done].End;
            int behind = done + 1;
            for (; behind < _pieces.Count && _pieces[behind].Start < end; behind++)
                end = Math.Max(end, _pieces[behind].End);
            if (end > decided)
            {
                decided = Math.Min(decided, _pieces[done].Start);
                break;
            }

            Emit(done, behind, end, origin, found);
            done = behind;
        }

        _pieces.RemoveRange(0, done);
        if (_pieces.Count == 0)
            _hits.Clear();
        return decided;
    }

    private void Emit(int from, int to, long end, long origin, MatchBuffer found)
    {
        int firstHit = found.Hits.Count;
        bool overflow = false;
        for (int i = from; i < to; i++)
        {
            Piece piece = _pieces[i];
            overflow |= piece.Overflow;
            for (int k = piece.FirstHit; k < piece.FirstHit + piece.HitCount; k++)
            {
                if (found.Hits.IndexOf(_hits[k], firstHit) < 0)
                    found.Hits.Add(_hits[k]);
            }
        }

        Piece first = _pieces[from];
        found.Spans.Add(new MatchSpan((int)(first.Start - origin), (int)(end - origin), first.Rule, firstHit, found.Hits.Count - firstHit, overflow));
    }

    private readonly record struct Piece(long Start, long End, int View, int Rule, int FirstHit, int HitCount, bool Overflow)
    {
        public bool Before(in Piece other) => Start != other.Start ? Start < other.Start : View != other.View ? View < other.View : End < other.End;
    }
}
