using System.Text.Json;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>A proxy under test: how it is started, and what load does to it.</summary>
internal sealed class Target : IDisposable
{
    private static readonly TimeSpan MostToStart = TimeSpan.FromSeconds(60);

    /// <summary>A single core delays the tiered JIT tenfold; the gate ships with the same setting (Makefile).</summary>
    private static readonly Dictionary<string, string> Runtime = new(StringComparer.Ordinal) { ["DOTNET_TC_DelaySingleProcMultiplier"] = "1" };

    /// <summary>Load and upstream are compiled well from the start and handle a socket on the thread that learns of it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Frugal = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1",
    };

    private readonly Func<Child> _start;
    private Child? _process;

    private Target(string name, Func<Child> start) => (Name, _start) = (name, start);

    public string Name { get; }

    public int Port { get; private set; }

    public Child Process => _process ?? throw new InvalidOperationException($"{Name} does not run");

    public static Target PassThrough(int upstream) => Yarp("bare YARP", BareYarp.PassThrough, upstream);

    public static Target Buffering(int upstream) => Yarp("YARP + body in memory", BareYarp.Buffering, upstream);

    public static Target Sluice(int upstream) => Gate("Sluice, default policy", upstream, Repository.Configuration);

    /// <summary>The default policy with every local detector besides.</summary>
    public static Target Detectors(int upstream) => Gate("Sluice, all local detectors", upstream, Repository.Configuration, Repository.DetectorConfiguration);

    public async Task StartAsync()
    {
        _process = _start();
        string line;
        do
            line = await _process.ReadLineAsync(MostToStart);
        while (!line.TrimStart().StartsWith("Proxy", StringComparison.Ordinal));
        Port = new Uri(line.Trim()["Proxy".Length..].Trim()).Port;
        _process.Drain();
    }

    public async Task RestartAsync()
    {
        Dispose();
        await StartAsync();
    }

    /// <summary>Runs a load client against this proxy.</summary>
    public async Task<LoadResult> LoadAsync(LoadPlan plan)
    {
        using Child client = Child.StartSelf("load", (plan with { Port = Port }).ToArguments(), CpuPlace.Load, Frugal);
        string line = await client.ReadLineAsync(TimeSpan.FromSeconds(plan.Seconds + 40));
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
    }

    private static Target Gate(string name, int upstream, params string[] configurations) => new(name, () =>
    {
        var environment = new Dictionary<string, string>(Runtime, StringComparer.Ordinal)
        {
            ["Kestrel__Endpoints__Proxy__Url"] = "http://127.0.0.1:0",
            ["Kestrel__Endpoints__Admin__Url"] = "http://127.0.0.1:0",
        };
        foreach (Wire wire in Wire.All)
            environment[$"ReverseProxy__Clusters__{wire.Cluster}__Destinations__primary__Address"] = $"http://127.0.0.1:{upstream}/";
        string[] files = [.. configurations.SelectMany(c => new[] { "--config", c })];
        return Child.Start("sluice", "dotnet", [Path.Combine(AppContext.BaseDirectory, "sluice.dll"), "run", .. files], CpuPlace.Proxy, environment);
    });

    private static Target Yarp(string name, string mode, int upstream) =>
        new(name, () => Child.StartSelf(name, ["serve-yarp", mode, $"{upstream}"], CpuPlace.Proxy, Runtime));
}
