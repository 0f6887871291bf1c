namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Loads one target with streams and adds what they were like.</summary>
/// <param name="figures">Where the figures go.</param>
/// <param name="prefix">What the figures' names begin with, if several phases share a page.</param>
/// <param name="plan">The streams; the target puts its port in.</param>
internal sealed class StreamPhase(Measurements figures, string prefix, LoadPlan plan)
{
    public string FirstToken { get; } = prefix + "TTFT p50, µs";

    public string Delay { get; } = prefix + "added delay per delta p50, µs";

    public string CpuPerEvent { get; } = prefix + "CPU µs/event";

    public async Task MeasureAsync(Target target, int round)
    {
        (LoadResult result, double cpu) = await LoadAsync(target, plan);
        figures.Add(FirstToken, target, round, result.FirstP50);
        figures.Add(Delay, target, round, result.DelayP50);
        figures.Add(CpuPerEvent, target, round, cpu);
    }

    /// <summary>One step of warming a fresh process: many fast streams.</summary>
    /// <returns>CPU per event, in microseconds.</returns>
    public async Task<double> WarmUpAsync(Target target) => (await LoadAsync(target, plan with { Connections = 64, Gap = 2 })).CpuPerEvent;

    private async Task<(LoadResult Result, double CpuPerEvent)> LoadAsync(Target target, LoadPlan load)
    {
        double before = target.Process.CpuSeconds;
        LoadResult result = await target.LoadAsync(load);
        double cpu = target.Process.CpuSeconds - before;
        figures.Count(result, target);
        return (result, cpu * 1e6 / Math.Max(1, result.Events));
    }
}
