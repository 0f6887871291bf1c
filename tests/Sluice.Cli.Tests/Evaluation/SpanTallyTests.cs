using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Tests.Evaluation;

public sealed class SpanTallyTests
{
    [Fact]
    public void Exact_and_overlapping_spans_are_told_apart()
    {
        SpanTally tally = new();
        tally.Add([new(0, 5), new(10, 16), new(30, 34)], [new(0, 5, "A"), new(10, 15, "A"), new(20, 25, "B")], []);
        Assert.Equal(new Rate(1, 3), tally.ExactRecall);
        Assert.Equal(new Rate(2, 3), tally.OverlapRecall);
        Assert.Equal(new Rate(1, 3), tally.ExactPrecision);
        Assert.Equal(new Rate(2, 3), tally.OverlapPrecision);
        Assert.Equal([("A", new Rate(1, 2), new Rate(2, 2)), ("B", new Rate(0, 1), new Rate(0, 1))], tally.Types);
    }

    [Fact]
    public void Spans_that_only_touch_do_not_overlap()
    {
        SpanTally tally = new();
        tally.Add([new(5, 8)], [new(0, 5, "A"), new(8, 9, "A")], []);
        Assert.Equal(new Rate(0, 2), tally.OverlapRecall);
        Assert.Equal(new Rate(0, 1), tally.OverlapPrecision);
    }

    [Fact]
    public void What_is_marked_as_something_else_counts_neither_way()
    {
        SpanTally tally = new();
        tally.Add([new(0, 3), new(6, 9)], [new(6, 9, "A")], [new(0, 4, "TITLE")]);
        Assert.Equal(new Rate(1, 1), tally.ExactPrecision);
        Assert.Equal(new Rate(1, 1), tally.ExactRecall);
    }

    [Theory]
    [InlineData(0.5, 1.0, 1, 0.66667)]
    [InlineData(0.5, 1.0, 2, 0.83333)] // 5 × 0.5 / (4 × 0.5 + 1)
    [InlineData(1.0, 0.5, 2, 0.55556)]
    [InlineData(0.0, 0.0, 1, 0.0)]
    public void F_weighs_recall_by_beta(double precision, double recall, double beta, double expected) => Assert.Equal(expected, SpanTally.F(precision, recall, beta), 5);

    [Fact]
    public void Tokens_are_words_that_a_span_touches()
    {
        TokenTally tally = new();
        const string Text = "Jo O'Neill lives at 5 Elm St.";
        tally.Add(Text, [new(0, 10), new(11, 16)], [new(0, 10, "PERSON"), new(20, 28, "ADDRESS")]);
        Assert.Equal(new Rate(3, 4), tally.Precision); // Jo, O, Neill; lives for nothing.
        Assert.Equal(new Rate(3, 6), tally.Recall);    // 5, Elm, St are missed.
    }
}
