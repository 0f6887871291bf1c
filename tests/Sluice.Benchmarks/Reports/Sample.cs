namespace Sluice.Benchmarks.Reports;

/// <summary>Order statistics.</summary>
internal static class Sample
{
    public static double Median(IReadOnlyCollection<double> values) => Quantile([.. values.Order()], 0.5);

    /// <param name="sorted">Ascending.</param>
    /// <param name="q">0 to 1.</param>
    public static double Quantile(double[] sorted, double q)
    {
        if (sorted.Length == 0)
            return double.NaN;
        double at = q * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }
}
