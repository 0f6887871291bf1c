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
        (Child process, int port) = await MockUpstream.StartAsync();
        using Child upstream = process;
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
            await ReportAsync(figures, targets, options, ceiling, phases);
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
            foreach ((int kilobytes, bool fresh) in Phases.Bodies)
            {
                foreach (Target target in targets)
                    await phases.SaturateAsync(target, kilobytes, fresh, round);
            }

            foreach (Target target in targets)
                await phases.Open.MeasureAsync(target, round);
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

    private static async Task ReportAsync(Measurements figures, Target[] targets, BenchmarkOptions options, double ceiling, Phases phases)
    {
        var report = new Report("End to end", "e2e", options);
        report.Begin($"{options.Rounds} interleaved rounds; {Phases.Connections} connections in a closed loop, answers of 1 KB; streams: {Phases.Streams} at once, {Phases.Deltas} deltas {Phases.Gap} ms apart; " +
            $"{phases.Held:N0} idle streams. {FigureTable.Legend} Load and upstream alone reach {ceiling:N0} requests/s.");
        var table = new FigureTable(report, figures, targets);
        table.Begin();
        foreach ((int kilobytes, bool fresh) in Phases.Bodies)
        {
            table.Row(Phases.Rate(kilobytes, fresh), kilobytes switch { 2 => ">= 0.65", 16 => ">= 0.40", _ => ">= 0.20" });
            table.Row(Phases.CpuPerRequest(kilobytes, fresh), "");
            table.Row(Phases.Cores(kilobytes, fresh), "");
        }

        table.Rows(phases.Open);
        table.Row(Phases.Memory, "<= 1.15");
        await report.SaveAsync();
    }

    private static void Progress(string what) => Console.WriteLine($"  {what}");
}
