using Microsoft.Extensions.Logging;
using Sluice.Gateway;
using Sluice.Gateway.Configuration;

namespace Sluice.Testing;

/// <summary>A real gate on ports of the system's choice, configured by a file of its own that a test may rewrite.</summary>
public sealed class GatewayFixture : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    private GatewayFixture(DirectoryInfo directory, GatewayHost host, LogSink logs)
    {
        _directory = directory;
        Host = host;
        Logs = logs;
        Client = NewClient(host.Addresses["Proxy"]);
    }

    public GatewayHost Host { get; }

    public LogSink Logs { get; }

    /// <summary>Sends to the proxy listener; neither decompresses, nor follows redirects, nor adds headers.</summary>
    public HttpClient Client { get; }

    public Uri Proxy => Host.Addresses["Proxy"];

    public Uri Admin => Host.Addresses["Admin"];

    public string ConfigFile => FileIn(_directory);

    /// <param name="config">The configuration file's text; listeners are added.</param>
    /// <param name="configure">Changes to the options.</param>
    public static async Task<GatewayFixture> StartAsync(string config, Func<GatewayHostOptions, GatewayHostOptions>? configure = null)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("sluice-");
        await File.WriteAllTextAsync(FileIn(directory), config);
        var logs = new LogSink();
        var options = new GatewayHostOptions
        {
            Sources = new ConfigurationSources
            {
                Files = [FileIn(directory)],
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Sluice__Store"] = $"Data Source={Path.Combine(directory.FullName, "sluice.db")}" },
                Overrides = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Kestrel:Endpoints:Proxy:Url"] = "http://127.0.0.1:0",
                    ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
                    ["Sluice:Audit:Path"] = Path.Combine(directory.FullName, "audit"),
                },
            },
            Logging = logging => logging.ClearProviders().AddProvider(logs),
            TelemetryVariable = _ => null,
            Watch = false,
            WarmUp = false,
        };
        GatewayHost host = await GatewayHost.StartAsync(configure?.Invoke(options) ?? options);
        return new GatewayFixture(directory, host, logs);
    }

    /// <summary>The lines of the audit log's files at the moment; all of them once the host has stopped.</summary>
    public IReadOnlyList<string> AuditLines() => AuditLinesIn(Path.Combine(_directory.FullName, "audit"));

    /// <summary>Stops the gate and gives the audit log's lines, all of them.</summary>
    public async Task<IReadOnlyList<string>> StopAndReadAuditAsync()
    {
        await Host.DisposeAsync();
        return AuditLines();
    }

    public static IReadOnlyList<string> AuditLinesIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)] : [];

    public static HttpClient NewClient(Uri address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ResponseDrainTimeout = TimeSpan.Zero,
    })
    {
        BaseAddress = address,
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static string FileIn(DirectoryInfo directory) => Path.Combine(directory.FullName, "sluice.json");
}
