namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Where a process may run: the proxy under test has the last core for itself, everything else shares the others.</summary>
internal enum CpuPlace
{
    Anywhere,
    Proxy,
    Load,
}

/// <summary>Pins processes by <c>taskset</c> where that exists.</summary>
internal static class Cpus
{
    private static readonly string? Taskset = Find();

    public static bool CanPin => Taskset is not null && Environment.ProcessorCount > 1;

    public static (string File, IReadOnlyList<string> Args) Pin(string file, IReadOnlyList<string> args, CpuPlace place)
    {
        if (!CanPin || place == CpuPlace.Anywhere)
            return (file, args);
        int last = Environment.ProcessorCount - 1;
        string cores = place == CpuPlace.Proxy ? $"{last}" : last == 1 ? "0" : $"0-{last - 1}";
        return (Taskset!, ["-c", cores, file, .. args]);
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "taskset"))
        .FirstOrDefault(File.Exists);
}
