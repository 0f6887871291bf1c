using System.Diagnostics;

namespace Sluice.Benchmarks.Micro;

/// <summary>
/// Runs what will be measured until this process has spent a second of processor time on it, so that the tiered JIT has settled. BenchmarkDotNet's own warm-up is counted
/// in elapsed time, of which a busy machine gives a process little.
/// </summary>
internal static class Warmth
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    public static void Reach(Action work)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 4; i++)
                work();
            self.Refresh();
        }
        while (self.TotalProcessorTime - before < Enough && Stopwatch.GetElapsedTime(start) < Most);
    }
}
