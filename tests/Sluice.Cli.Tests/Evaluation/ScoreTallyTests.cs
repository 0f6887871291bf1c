using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Tests.Evaluation;

public sealed class ScoreTallyTests
{
    [Fact]
    public void Threshold_lets_no_more_than_the_rate_pass()
    {
        // Ten honest texts, one in ten allowed: the highest may pass, the second may not.
        ScoreTally honest = Of(0.9, 0.8, 0.7, 0, 0, 0, 0, 0, 0, 0);
        int threshold = ScoreTally.Threshold([honest], 0.1);
        Assert.Equal(800_001, threshold);
        Assert.Equal(1, honest.AtLeast(threshold).Hits);
        Assert.Equal(new Rate(2, 3), Of(0.95, 0.85, 0.8).AtLeast(threshold));
    }

    [Fact]
    public void Texts_of_one_score_pass_or_fail_together()
    {
        // Two honest texts share 0.9, and only one is allowed: both stay below, and so does the attack that scores the same.
        ScoreTally honest = Of(0.9, 0.9, 0.1, 0, 0, 0, 0, 0, 0, 0);
        int threshold = ScoreTally.Threshold([honest], 0.1);
        Assert.Equal(900_001, threshold);
        Assert.Equal(new Rate(1, 2), Of(0.9, 0.91).AtLeast(threshold));
        Assert.Equal(100_001, ScoreTally.Threshold([honest], 0.2));
    }

    [Fact]
    public void Patterns_have_one_point_or_none()
    {
        // A pattern scores 1: one honest text of two hundred is fewer than 1 %, and more than 0.1 %.
        ScoreTally honest = Of([1, .. Enumerable.Repeat(0.0, 199)]);
        Assert.Equal(new Rate(3, 4), Of(1, 1, 1, 0).AtLeast(ScoreTally.Threshold([honest], 0.01)));
        Assert.Equal(new Rate(0, 4), Of(1, 1, 1, 0).AtLeast(ScoreTally.Threshold([honest], 0.001)));
    }

    [Fact]
    public void Where_nothing_was_found_nothing_counts_however_low_the_threshold()
    {
        ScoreTally honest = Of(0, 0, 0);
        Assert.Equal(1, ScoreTally.Threshold([honest], 0.01));
        Assert.Equal(new Rate(1, 2), Of(0, 0.000001).AtLeast(1));
    }

    [Fact]
    public void Honest_texts_of_all_sources_count_together()
    {
        ScoreTally[] honest = [Of([0.5, .. Enumerable.Repeat(0.0, 99)]), Of([0.6, .. Enumerable.Repeat(0.0, 99)])];
        Assert.Equal(1, ScoreTally.Threshold(honest, 0.01));
        Assert.Equal(500_001, ScoreTally.Threshold(honest, 0.005));
    }

    [Fact]
    public void A_rate_that_is_reached_exactly_is_allowed()
    {
        ScoreTally honest = Of([0.7, 0.7, 0.7, .. Enumerable.Repeat(0.0, 297)]); // 0.01 × 300 is 3, and less in floating point.
        Assert.Equal(1, ScoreTally.Threshold([honest], 0.01));
    }

    private static ScoreTally Of(params double[] scores)
    {
        ScoreTally tally = new();
        foreach (double score in scores)
            tally.Add(score);
        return tally;
    }
}
