using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Configuration;

namespace Sluice.Gateway;

/// <summary>
/// Sends exchanges through a gate and a simulator of its own, on ports of the system's choice, so that the runtime has compiled the way of a request before callers take it:
/// otherwise the first few hundred streams of a gate wait longer for their first token. Beside the running gate; takes about a second of one core.
/// </summary>
internal sealed partial class GatewayWarmUp(ILogger<GatewayWarmUp> logger) : BackgroundService
{
    /// <summary>A method is compiled well after two times thirty calls, and a pause of 100 ms each time in which nothing new is compiled.</summary>
    private const int Turns = 3;

    private const int Rounds = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Its own route, policy and listeners; nothing of it is seen outside.</summary>
    private static readonly Dictionary<string, string> Configuration = new(StringComparer.Ordinal)
    {
        ["Kestrel:Endpoints:Proxy:Url"] = "http://127.0.0.1:0",
        ["Kestrel:Endpoints:Admin:Url"] = "http://127.0.0.1:0",
        ["ReverseProxy:Routes:warm-up:ClusterId"] = "warm-up",
        ["ReverseProxy:Routes:warm-up:Match:Path"] = "/{**rest}",
        ["ReverseProxy:Routes:warm-up:Metadata:Dialect"] = "openai",
        ["ReverseProxy:Routes:warm-up:Metadata:Policy"] = "warm-up",
        ["ReverseProxy:Clusters:warm-up:Destinations:primary:Address"] = BuiltInSimulator.Address,
        ["Sluice:Policies:warm-up:Mode"] = "Monitor",
        ["Sluice:Audit:Enabled"] = "false",
        ["Sluice:Store"] = "Data Source=:memory:",
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Log.Failed(logger, e.GetType().Name); // Traffic is served all the same, the first of it more slowly.
        }
    }

    private static async Task RunAsync(CancellationToken cancellation)
    {
        await using GatewayHost gate = await GatewayHost.StartAsync(
            new GatewayHostOptions
            {
                Sources = new ConfigurationSources { Overrides = Configuration },
                Logging = logging => logging.ClearProviders(),
                TelemetryVariable = _ => null,
                TelemetryName = "Sluice.WarmUp",
                Watch = false,
                WarmUp = false,
            },
            cancellation);
        using var client = new HttpClient { BaseAddress = gate.Addresses["Proxy"] };
        for (int turn = 0; turn < Turns; turn++)
        {
            for (int round = 0; round < Rounds; round++)
            {
                await AskAsync(client, stream: false, cancellation);
                await AskAsync(client, stream: true, cancellation);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static async Task AskAsync(HttpClient client, bool stream, CancellationToken cancellation)
    {
        string body = $$"""{"model":"sim-echo","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"one two three four five"}]}""";
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage answer = await client.PostAsync("/v1/chat/completions", content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The warm-up failed with {Exception}")]
        public static partial void Failed(ILogger logger, string exception);
    }
}
