using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Tests.Evaluation;

/// <summary>Wilson's interval, computed by hand.</summary>
public sealed class RateTests
{
    // 8 of 10: centre (0.8 + 3.8415 / 20) / 1.38415 = 0.71674, half 1.41601 × √(0.016 + 3.8415 / 400) = 0.22658.
    [Theory]
    [InlineData(8, 10, 0.8, 0.49016, 0.94332)]
    [InlineData(0, 10, 0.0, 0.0, 0.27753)]
    [InlineData(10, 10, 1.0, 0.72247, 1.0)]
    [InlineData(1, 2, 0.5, 0.09453, 0.90547)]
    [InlineData(500, 1_000, 0.5, 0.46907, 0.53093)]
    public void Interval_is_Wilsons(long hits, long of, double value, double low, double high)
    {
        Rate rate = new(hits, of);
        Assert.Equal(value, rate.Value, 5);
        Assert.Equal(low, rate.Low, 5);
        Assert.Equal(high, rate.High, 5);
    }

    [Fact]
    public void Nothing_of_nothing_is_not_known_at_all() => Assert.Equal((0.0, 0.0, 1.0), (new Rate(0, 0).Value, new Rate(0, 0).Low, new Rate(0, 0).High));
}
