using Sluice.Benchmarks.Reports;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>What the gate adds to a stream in each dialect: a bare YARP and the gate as processes, in turn for each endpoint of every round (A B A B).</summary>
internal static class DialectsRun
{
    private const int Streams = 16;
    private const int Deltas = 100;
    private const int Gap = 10;
    private const int LeastSweeps = 3;
    private const int MostSweeps = 6;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        (Child process, int port) = await MockUpstream.StartAsync();
        using Child upstream = process;
        Target[] targets = [Target.PassThrough(port), Target.Sluice(port)];
        var figures = new Measurements();
        StreamPhase[] phases = [.. Wire.All.Select(w => new StreamPhase(figures, w.Title + ": ", new LoadPlan(LoadMode.Streams, 0, Streams, 40, 2_048, Deltas, Gap) { Wire = w }))];
        try
        {
            foreach (Target target in targets)
            {
                await target.StartAsync();
                Console.WriteLine($"  warm-up of {target.Name}: CPU µs/event {string.Join(' ', (await WarmUpAsync(target, phases, options.Quick)).Select(s => $"{s:F0}"))}");
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                Console.WriteLine($"  round {round + 1} of {options.Rounds}");
                foreach (StreamPhase phase in phases)
                {
                    foreach (Target target in targets)
                        await phase.MeasureAsync(target, round);
                }
            }
        }
        finally
        {
            foreach (Target target in targets)
                target.Dispose();
        }

        var report = new Report("Dialects", "dialects", options);
        report.Begin($"{options.Rounds} interleaved rounds; for each streaming endpoint {Streams} streams at once, {Deltas} deltas {Gap} ms apart. A delta's delay ends when its last character is there. " +
            FigureTable.Legend);
        var table = new FigureTable(report, figures, targets);
        table.Begin();
        foreach (StreamPhase phase in phases)
            table.Rows(phase);
        await report.SaveAsync();
        return figures.Bad == 0 ? 0 : 1;
    }

    /// <summary>
    /// Sweeps over all endpoints until the CPU per event is level: the tiered JIT has settled. Not one endpoint after the other: most code is the same for all, and the JIT is
    /// far behind on the first of them.
    /// </summary>
    /// <returns>Mean CPU per event of each sweep, in microseconds.</returns>
    private static async Task<IReadOnlyList<double>> WarmUpAsync(Target target, StreamPhase[] phases, bool quick)
    {
        var sweeps = new List<double>();
        for (int i = 0; i < (quick ? 1 : MostSweeps); i++)
        {
            double sum = 0;
            foreach (StreamPhase phase in phases)
                sum += await phase.WarmUpAsync(target);
            sweeps.Add(sum / phases.Length);
            if (i >= LeastSweeps && sweeps[^1] > sweeps[^2] * 0.95)
                break;
        }

        return sweeps;
    }
}
