using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

public sealed class MatchBufferTests
{
    [Fact]
    public void Spans_stay_in_order_and_what_overlaps_is_one()
    {
        MatchBuffer found = new();
        found.Merge(10, 12, 1);
        found.Merge(2, 4, 2);
        found.Merge(6, 8, 3);
        found.Merge(3, 7, 4);
        Assert.Equal([(2, 8, 2), (10, 12, 1)], found.Spans.Select(s => (s.Start, s.End, s.Rule)));
        Assert.Equal([2, 3, 4], Hits(found, 0).Order());
        Assert.Equal([1], Hits(found, 1));
    }

    [Fact]
    public void What_touches_stays_apart()
    {
        MatchBuffer found = new();
        found.Merge(2, 4, 1);
        found.Merge(4, 6, 2);
        Assert.Equal(2, found.Spans.Count);
    }

    [Fact]
    public void A_rule_counts_once_in_a_span()
    {
        MatchBuffer found = new();
        found.Merge(2, 6, 1);
        found.Merge(3, 8, 1);
        Assert.Equal([1], Hits(found, 0));
    }

    [Fact]
    public void Released_spans_leave_and_the_others_move_up()
    {
        MatchBuffer found = new();
        MatchBuffer released = new();
        found.Merge(2, 4, 1);
        found.Merge(10, 12, 2);
        found.MoveTo(released, 5);
        Assert.Equal([(2, 4)], released.Spans.Select(s => (s.Start, s.End)));
        Assert.Equal([(5, 7)], found.Spans.Select(s => (s.Start, s.End)));
        Assert.Equal([2], Hits(found, 0));
    }

    private static List<int> Hits(MatchBuffer found, int span) => found.Hits.GetRange(found.Spans[span].FirstHit, found.Spans[span].HitCount);
}
