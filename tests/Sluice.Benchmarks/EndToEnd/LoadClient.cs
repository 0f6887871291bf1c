using System.Diagnostics;
using System.Text.Json;
using Sluice.Benchmarks.Reports;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>
/// The child that plays the clients: raw sockets whose completions run on the thread that learns of them (set by the parent), no allocation per event, every answer checked.
/// </summary>
internal static class LoadClient
{
    /// <summary>Streams are begun spread over this time: a real crowd does not arrive in one instant.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(600);

    public static async Task<int> RunAsync(LoadPlan plan)
    {
        byte[] request = plan.Request();
        var connections = new LoadConnection[plan.Connections];
        for (int i = 0; i < connections.Length; i++)
            connections[i] = new LoadConnection(plan, plan.Fresh ? [.. request] : request, plan.Fresh ? new TurnStamp(request, i) : null);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(plan.Mode == LoadMode.Requests ? plan.Seconds + 20 : plan.Seconds));
        await using CancellationTokenRegistration abort = limit.Token.Register(() => Abort(connections));

        long start = Stopwatch.GetTimestamp();
        long until = start + (long)(plan.Seconds * Stopwatch.Frequency);
        var running = new Task[connections.Length];
        for (int i = 0; i < connections.Length; i++)
        {
            if (plan.Mode != LoadMode.Requests && i > 0)
                await WaitUntilAsync(start, Spread * i / connections.Length);
            running[i] = plan.Mode == LoadMode.Requests ? connections[i].RepeatAsync(until) : connections[i].OnceAsync();
        }

        if (plan.Mode == LoadMode.Hold)
            return await HoldAsync(connections);
        await Task.WhenAll(running);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(JsonSerializer.Serialize(Sum(connections, seconds)));
        return 0;
    }

    private static async Task<int> HoldAsync(LoadConnection[] connections)
    {
        await Task.WhenAll(connections.Select(c => c.FirstDelta));
        Console.WriteLine(JsonSerializer.Serialize(new LoadResult { Good = connections.Count(c => c.Bad == 0), Bad = connections.Sum(c => c.Bad), FirstBad = connections.FirstOrDefault(c => c.FirstBad is not null)?.FirstBad }));
        await Console.In.ReadLineAsync();
        Abort(connections);
        return 0;
    }

    private static async Task WaitUntilAsync(long start, TimeSpan due)
    {
        TimeSpan left = due - Stopwatch.GetElapsedTime(start);
        if (left > TimeSpan.FromMilliseconds(1))
            await Task.Delay(left);
    }

    private static void Abort(LoadConnection[] connections)
    {
        foreach (LoadConnection connection in connections)
            connection.Dispose();
    }

    private static LoadResult Sum(LoadConnection[] connections, double seconds)
    {
        double[] first = Microseconds(connections.SelectMany(c => c.First));
        double[] delays = Microseconds(connections.SelectMany(c => c.Delays));
        return new LoadResult
        {
            Good = connections.Sum(c => c.Good),
            Bad = connections.Sum(c => c.Bad),
            FirstBad = connections.FirstOrDefault(c => c.FirstBad is not null)?.FirstBad,
            Seconds = seconds,
            Events = delays.Length,
            FirstP50 = Value(first, 0.5),
            FirstP99 = Value(first, 0.99),
            DelayP50 = Value(delays, 0.5),
            DelayP99 = Value(delays, 0.99),
        };
    }

    private static double Value(double[] sorted, double q) => sorted.Length == 0 ? 0 : Sample.Quantile(sorted, q);

    private static double[] Microseconds(IEnumerable<long> ticks) => [.. ticks.Select(t => t * 1e6 / Stopwatch.Frequency).Order()];
}
