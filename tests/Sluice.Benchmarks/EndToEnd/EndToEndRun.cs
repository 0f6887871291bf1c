using System.Globalization;
using System.Text.Json;
using Sluice.Benchmarks.Reports;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// Three proxies as processes, one after the other in every phase of every round (A B C A B C), on one core that they have for themselves; mock upstream and load on the
/// others. Every answer is checked.
/// </summary>
internal static class EndToEndRun
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        using Child upstream = Child.StartSelf("upstream", ["serve-upstream"], CpuPlace.Load, Target.Frugal);
        int port = int.Parse(await upstream.ReadLineAsync(TimeSpan.FromSeconds(30)), CultureInfo.InvariantCulture);
        Target[] targets = [Target.PassThrough(port), Target.Buffering(port), Target.Sluice(port)];
        var figures = new Measurements();
        try
        {
            foreach (Target target in targets)
                await target.StartAsync();
            var phases = new Phases(figures, options.Quick);
            double ceiling = await CeilingAsync(port, options.Quick ? 1 : 3);
            foreach (Target target in targets)
                Progress($"warm-up of {target.Name}: CPU µs/request {string.Join(' ', (await phases.WarmUpAsync(target)).Select(s => $"{s:F0}"))}");
            await RoundsAsync(phases, targets, options.Rounds);
            await ReportAsync(figures, targets, options, ceiling, phases.Held);
        }
        finally
        {
            foreach (Target target in targets)
                target.Dispose();
        }

        return figures.Bad == 0 ? 0 : 1;
    }

    private static async Task RoundsAsync(Phases phases, Target[] targets, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            Progress($"round {round + 1} of {rounds}");
            foreach (int kilobytes in Phases.BodyKilobytes)
            {
                foreach (Target target in targets)
                    await phases.SaturateAsync(target, kilobytes, round);
            }

            foreach (Target target in targets)
                await phases.StreamAsync(target, round);
        }

        for (int round = 0; round < rounds; round++)
        {
            Progress($"idle streams, round {round + 1} of {rounds}");
            foreach (Target target in targets)
                await phases.HoldAsync(target, round);
        }
    }

    /// <summary>What load client and upstream reach without a proxy, on the cores that they share: they must not be what limits.</summary>
    private static async Task<double> CeilingAsync(int upstream, double seconds)
    {
        var plan = new LoadPlan(LoadMode.Requests, upstream, Phases.Connections, seconds, 2_048, 0, 0);
        using Child client = Child.StartSelf("load", plan.ToArguments(), CpuPlace.Load, Target.Frugal);
        LoadResult result = JsonSerializer.Deserialize<LoadResult>(await client.ReadLineAsync(TimeSpan.FromSeconds(60)))!;
        if (result.Bad > 0)
            throw new InvalidOperationException($"load and upstream do not understand each other: {result.FirstBad}");
        return result.Good / result.Seconds;
    }

    private static async Task ReportAsync(Measurements figures, Target[] targets, BenchmarkOptions options, double ceiling, int held)
    {
        var report = new Report("End to end", "e2e", options);
        report.Begin($"{options.Rounds} interleaved rounds; {Phases.Connections} connections in a closed loop, answers of 1 KB; streams: {Phases.Streams} at once, {Phases.Deltas} deltas {Phases.Gap} ms apart; " +
            $"{held:N0} idle streams. " + (Cpus.CanPin ? "The proxy has the last core for itself; load and upstream share the others. " : "Nothing is pinned (no taskset): proxy, load and upstream share all cores. ") +
            $"Figures are medians over rounds; ratios are medians [min..max] of same-round ratios to bare YARP. Load and upstream alone reach {ceiling:N0} requests/s.");
        report.Line($"Answers checked: {figures.Good:N0} right, {figures.Bad} wrong{(figures.FirstBad is null ? "" : $" (first: {figures.FirstBad})")}.");
        report.Line();
        report.Head(["figure", .. targets.Select(t => t.Name), .. targets[1..].Select(t => $"{t.Name} / bare"), "target"]);
        foreach (int kilobytes in Phases.BodyKilobytes)
        {
            Row(report, figures, targets, Phases.Rate(kilobytes), kilobytes switch { 2 => ">= 0.65", 16 => ">= 0.40", _ => ">= 0.20" });
            Row(report, figures, targets, Phases.CpuPerRequest(kilobytes), "");
            Row(report, figures, targets, Phases.Cores(kilobytes), "");
        }

        Row(report, figures, targets, Phases.FirstToken, "<= 1.15");
        Row(report, figures, targets, Phases.Delay, "<= 1.15");
        Row(report, figures, targets, Phases.CpuPerEvent, "<= 1.25");
        Row(report, figures, targets, Phases.Memory, "<= 1.15");
        await report.SaveAsync();
    }

    private static void Row(Report report, Measurements figures, Target[] targets, string figure, string goal)
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

    private static string Number(double value) => value >= 1_000 ? $"{value:N0}" : value >= 100 ? $"{value:F0}" : value >= 10 ? $"{value:F1}" : $"{value:F2}";

    private static void Progress(string what) => Console.WriteLine($"  {what}");
}
