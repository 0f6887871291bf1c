using Sluice.Benchmarks.Reports;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>What judging every text by every local detector costs: a bare YARP, the gate with its default policy and the gate with all of them as processes, in turn (A B C A B C).</summary>
internal static class DetectorsRun
{
    /// <summary>A few rounds show it: it is a multiple, not a share.</summary>
    private const int MostRounds = 3;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        options = options with { Rounds = Math.Min(options.Rounds, MostRounds) };
        (Child process, int port) = await MockUpstream.StartAsync();
        using Child upstream = process;
        Target[] targets = [Target.PassThrough(port), Target.Sluice(port), Target.Detectors(port)];
        var figures = new Measurements();
        var phases = new Phases(figures, options.Quick);
        try
        {
            foreach (Target target in targets)
            {
                await target.StartAsync();
                Console.WriteLine($"  warm-up of {target.Name}: CPU µs/request {string.Join(' ', (await phases.WarmUpAsync(target)).Select(s => $"{s:F0}"))}");
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                Console.WriteLine($"  round {round + 1} of {options.Rounds}");
                foreach ((int kilobytes, bool fresh) in Phases.Bodies)
                {
                    foreach (Target target in targets)
                        await phases.SaturateAsync(target, kilobytes, fresh, round);
                }

                foreach (Target target in targets)
                    await phases.Open.MeasureAsync(target, round);
            }
        }
        finally
        {
            foreach (Target target in targets)
                target.Dispose();
        }

        var report = new Report("All local detectors", "detectors", options);
        report.Begin($"{options.Rounds} interleaved rounds; {Phases.Connections} connections in a closed loop, answers of 1 KB; streams: {Phases.Streams} at once, {Phases.Deltas} deltas {Phases.Gap} ms apart. " +
            $"All local detectors: `EndToEnd/detectors.json` over the shipped configuration. {FigureTable.Legend}");
        var table = new FigureTable(report, figures, targets);
        table.Begin();
        foreach ((int kilobytes, bool fresh) in Phases.Bodies)
        {
            table.Row(Phases.Rate(kilobytes, fresh), "");
            table.Row(Phases.CpuPerRequest(kilobytes, fresh), "");
        }

        table.Row(phases.Open.FirstToken, "");
        table.Row(phases.Open.Delay, "");
        table.Row(phases.Open.CpuPerEvent, "");
        await report.SaveAsync();
        return figures.Bad == 0 ? 0 : 1;
    }
}
