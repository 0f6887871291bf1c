using Sluice.Benchmarks.Reports;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>What the gate adds to a stream in each dialect: a bare YARP and the gate as processes, in turn for each endpoint of every round (A B A B).</summary>
internal static class DialectsRun
{
    private const int Streams = 16;
    private const int Deltas = 100;
    private const int Gap = 10;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        (Child process, int port) = await MockUpstream.StartAsync();
        using Child upstream = process;
        Target[] targets = [Target.PassThrough(port), Target.Sluice(port)];
        var figures = new Measurements();
        (Wire Wire, StreamPhase Phase)[] phases = [.. Wire.All.Select(w => (w, new StreamPhase(figures, w.Title + ": ", new LoadPlan(LoadMode.Streams, 0, Streams, 40, 2_048, Deltas, Gap) { Wire = w })))];
        try
        {
            foreach (Target target in targets)
            {
                await target.StartAsync();
                foreach ((Wire wire, StreamPhase phase) in phases)
                    Console.WriteLine($"  warm-up of {target.Name}, {wire.Title}: CPU µs/event {string.Join(' ', (await phase.WarmUpAsync(target, options.Quick)).Select(s => $"{s:F0}"))}");
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                Console.WriteLine($"  round {round + 1} of {options.Rounds}");
                foreach ((_, StreamPhase phase) in phases)
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
        foreach ((_, StreamPhase phase) in phases)
            table.Rows(phase);
        await report.SaveAsync();
        return figures.Bad == 0 ? 0 : 1;
    }
}
