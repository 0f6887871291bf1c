using System.Net;
using System.Net.Sockets;
using System.Text.Json;

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

    private readonly Func<int, Child> _start;
    private Child? _process;

    private Target(string name, Func<int, Child> start) => (Name, _start) = (name, start);

    public string Name { get; }

    public int Port { get; private set; }

    public Child Process => _process ?? throw new InvalidOperationException($"{Name} does not run");

    public static Target PassThrough(int upstream) => Yarp("bare YARP", BareYarp.PassThrough, upstream);

    public static Target Buffering(int upstream) => Yarp("YARP + body in memory", BareYarp.Buffering, upstream);

    public static Target Sluice(int upstream) => new("Sluice, default policy", port =>
    {
        var environment = new Dictionary<string, string>(Runtime, StringComparer.Ordinal)
        {
            ["ReverseProxy__Clusters__openai__Destinations__primary__Address"] = $"http://127.0.0.1:{upstream}/",
            ["Kestrel__Endpoints__Proxy__Url"] = $"http://127.0.0.1:{port}",
            ["Kestrel__Endpoints__Admin__Url"] = $"http://127.0.0.1:{FreePort()}",
        };
        return Child.Start("sluice", "dotnet", [Path.Combine(AppContext.BaseDirectory, "sluice.dll"), "run", "--config", Repository.Configuration], CpuPlace.Proxy, environment);
    });

    public async Task StartAsync()
    {
        Port = FreePort();
        _process = _start(Port);
        _process.Drain();
        using var limit = new CancellationTokenSource(MostToStart);
        while (!await AnswersAsync(limit.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{Name} ended: {_process.Errors}");
            await Task.Delay(100, limit.Token);
        }
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

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Target Yarp(string name, string mode, int upstream) =>
        new(name, port => Child.StartSelf(name, ["serve-yarp", mode, $"{upstream}", $"{port}"], CpuPlace.Proxy, Runtime));

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
