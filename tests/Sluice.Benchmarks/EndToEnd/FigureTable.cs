using Sluice.Benchmarks.Reports;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>The table of a page of interleaved rounds: medians of each target, and same-round ratios to the first of them.</summary>
internal sealed class FigureTable(Report report, Measurements figures, Target[] targets)
{
    /// <summary>What a reader must know of the figures.</summary>
    public static string Legend =>
        (Cpus.CanPin ? "The proxy has the last core for itself; load and upstream share the others. " : "Nothing is pinned (no taskset): proxy, load and upstream share all cores. ")
        + "Figures are medians over rounds; ratios are medians [min..max] of same-round ratios to bare YARP.";

    public void Begin()
    {
        report.Line($"Answers checked: {figures.Good:N0} right, {figures.Bad} wrong{(figures.FirstBad is null ? "" : $" (first: {figures.FirstBad})")}.");
        report.Line();
        report.Head(["figure", .. targets.Select(t => t.Name), .. targets[1..].Select(t => $"{t.Name} / bare"), "target"]);
    }

    public void Row(string figure, string goal)
    {
        List<string> cells = [figure];
        foreach (Target target in targets)
            cells.Add(Number(Sample.Median(figures.Values(figure, target))));
        foreach (Target target in targets[1..])
        {
            double[] ratios = figures.Ratios(figure, target, targets[0]);
            cells.Add(ratios.Length == 0 ? "-" : $"{Sample.Median(ratios):F2} [{ratios.Min():F2}..{ratios.Max():F2}]");
        }

        cells.Add(goal);
        report.Row([.. cells]);
    }

    /// <summary>The yardsticks of streams, the same for every dialect.</summary>
    public void Rows(StreamPhase streams)
    {
        Row(streams.FirstToken, "<= 1.15");
        Row(streams.Delay, "<= 1.15");
        Row(streams.CpuPerEvent, "<= 1.25");
    }

    private static string Number(double value) => value >= 1_000 ? $"{value:N0}" : value >= 100 ? $"{value:F0}" : value >= 10 ? $"{value:F1}" : $"{value:F2}";
}
