using System.Runtime.InteropServices;

namespace Sluice.Benchmarks.Reports;

/// <summary>What a reader must know of the machine to judge figures.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} logical cores, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string Source = "/proc/cpuinfo";
        if (!File.Exists(Source))
            return RuntimeInformation.ProcessArchitecture.ToString();
        string? line = File.ReadLines(Source).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
