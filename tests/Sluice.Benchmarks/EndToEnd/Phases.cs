namespace Sluice.Benchmarks.EndToEnd;

/// <summary>The phases of a round: each loads one target and adds its figures.</summary>
internal sealed class Phases(Measurements figures, bool quick)
{
    public const int Connections = 64;
    public const int Streams = 64;
    public const int Deltas = 200;
    public const int Gap = 10;

    public static readonly int[] BodyKilobytes = [2, 16, 128];

    /// <summary>What is sent: bodies of each size, once with texts that are new in every request and once the same again.</summary>
    public static readonly (int Kilobytes, bool Fresh)[] Bodies = [.. BodyKilobytes.SelectMany(k => new[] { (k, true), (k, false) })];

    private const int MostWarmUps = 12;
    private const int LeastWarmUps = 5;

    /// <summary>Streams that are read to their end.</summary>
    public StreamPhase Open { get; } = new(figures, "", new LoadPlan(LoadMode.Streams, 0, Streams, 40, 2_048, Deltas, Gap));

    /// <summary>Streams held open at once.</summary>
    public int Held => quick ? 200 : 1_000;

    public static string Rate(int kilobytes, bool fresh) => $"requests/s, {Body(kilobytes, fresh)}";

    public static string CpuPerRequest(int kilobytes, bool fresh) => $"CPU µs/request, {Body(kilobytes, fresh)}";

    public static string Cores(int kilobytes, bool fresh) => $"proxy cores used, {Body(kilobytes, fresh)}";

    private static string Body(int kilobytes, bool fresh) => fresh ? $"{kilobytes} KB, all of it new" : $"{kilobytes} KB, sent before";

    public const string Memory = "KB per idle open stream";

    /// <summary>Loads a fresh process until its CPU per request is level: the tiered JIT has settled.</summary>
    /// <returns>CPU per request of each step, in microseconds.</returns>
    public async Task<IReadOnlyList<double>> WarmUpAsync(Target target)
    {
        await Open.WarmUpAsync(target);
        var steps = new List<double>();
        for (int i = 0; i < (quick ? 2 : MostWarmUps); i++)
        {
            double before = target.Process.CpuSeconds;
            LoadResult result = await target.LoadAsync(Closed(2, quick ? 1 : 2, fresh: true));
            figures.Count(result, target);
            steps.Add((target.Process.CpuSeconds - before) * 1e6 / Math.Max(1, result.Good));
            if (i >= LeastWarmUps && steps[^1] > steps[^2] * 0.95)
                break;
        }

        foreach (int kilobytes in BodyKilobytes[1..])
            await target.LoadAsync(Closed(kilobytes, quick ? 0.5 : 2, fresh: true));
        return steps;
    }

    /// <summary>A closed loop of requests: new ones, whose texts the gate has not seen, or one that is sent again and again.</summary>
    public async Task SaturateAsync(Target target, int kilobytes, bool fresh, int round)
    {
        double before = target.Process.CpuSeconds;
        LoadResult result = await target.LoadAsync(Closed(kilobytes, quick ? 1 : 3, fresh));
        double cpu = target.Process.CpuSeconds - before;
        figures.Count(result, target);
        figures.Add(Rate(kilobytes, fresh), target, round, result.Good / result.Seconds);
        figures.Add(CpuPerRequest(kilobytes, fresh), target, round, cpu * 1e6 / Math.Max(1, result.Good));
        figures.Add(Cores(kilobytes, fresh), target, round, cpu / result.Seconds);
    }

    /// <summary>What streams that say nothing cost: a fresh process, warmed by a few streams, then many held after their first delta.</summary>
    public async Task HoldAsync(Target target, int round)
    {
        await target.RestartAsync();
        for (int i = 0; i < 3; i++)
            await target.LoadAsync(new LoadPlan(LoadMode.Streams, 0, 100, 40, 2_048, 20, 5));
        await Task.Delay(TimeSpan.FromMilliseconds(700));
        long before = target.Process.ResidentBytes;
        var plan = new LoadPlan(LoadMode.Hold, target.Port, Held, 60, 2_048, 2, 100_000);
        using Child client = Child.StartSelf("load", plan.ToArguments(), CpuPlace.Load, Target.Frugal);
        LoadResult held = System.Text.Json.JsonSerializer.Deserialize<LoadResult>(await client.ReadLineAsync(TimeSpan.FromSeconds(90)))!;
        figures.Count(held, target);
        await Task.Delay(TimeSpan.FromSeconds(quick ? 0.5 : 2));
        figures.Add(Memory, target, round, (target.Process.ResidentBytes - before) / 1024.0 / Held);
    }

    private static LoadPlan Closed(int kilobytes, double seconds, bool fresh) => new(LoadMode.Requests, 0, Connections, seconds, kilobytes * 1_024, 0, 0) { Fresh = fresh };
}
