using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sluice.Gateway;
using Sluice.Gateway.Configuration;
using Sluice.Simulator;

namespace Sluice.Cli.Commands.Demo;

/// <summary>A real simulator and a real gate in front of it, in this process, on ports of the system's choice.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly SimulatorServer _simulator;
    private readonly GatewayHost _gate;
    private readonly HeldCharacters _held;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.All });

    private DemoStage(DirectoryInfo directory, SimulatorServer simulator, GatewayHost gate, HeldCharacters held)
    {
        _directory = directory;
        _simulator = simulator;
        _gate = gate;
        _held = held;
    }

    public static async Task<DemoStage> StartAsync(CancellationToken cancellation)
    {
        SimulatorServer simulator = await SimulatorServer.StartAsync();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("sluice-demo-");
        var held = new HeldCharacters();
        try
        {
            string file = Path.Combine(directory.FullName, "demo.json");
            await File.WriteAllTextAsync(file, DemoConfiguration.Text(simulator.Address), cancellation);
            GatewayHost gate = await GatewayHost.StartAsync(
                new GatewayHostOptions
                {
                    Sources = new ConfigurationSources { Files = [file] },
                    Logging = static logging => logging.ClearProviders(),
                    Watch = false,
                    WarmUp = false,
                    TelemetryVariable = _ => null,
                },
                cancellation);
            return new DemoStage(directory, simulator, gate, held);
        }
        catch
        {
            held.Dispose();
            directory.Delete(recursive: true);
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the simulator answers when it is asked without the gate.</summary>
    public Task<DemoAnswer> AskUpstreamAsync(JsonObject script, bool stream, CancellationToken cancellation) =>
        AskAsync(new Uri(_simulator.Address, "/v1/chat/completions"), script, stream, cancellation);

    /// <summary>What a client gets through the gate under a policy.</summary>
    public Task<DemoAnswer> AskGateAsync(string policy, JsonObject script, bool stream, CancellationToken cancellation) =>
        AskAsync(ThroughGate(policy), script, stream, cancellation);

    /// <summary>What reaches the simulator of a request body that is sent through the gate, and what the client gets: the simulator quotes it.</summary>
    public async Task<(string Received, string Answered)> SendPromptAsync(string policy, HttpContent body, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _client.PostAsync(ThroughGate(policy), body, cancellation);
        response.EnsureSuccessStatusCode();
        return (_simulator.Requests[^1].BodyText, await response.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>The most characters that the stream held which has just ended.</summary>
    public Task<int?> MostHeldAsync(CancellationToken cancellation) => _held.NextAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gate.DisposeAsync();
        await _simulator.DisposeAsync();
        _held.Dispose();
        _directory.Delete(recursive: true);
    }

    private Uri ThroughGate(string policy) => new(_gate.Addresses["Proxy"], $"/{policy}/v1/chat/completions");

    private async Task<DemoAnswer> AskAsync(Uri address, JsonObject script, bool stream, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(
            new JsonObject
            {
                ["model"] = "demo",
                ["stream"] = stream,
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "What do you know?" }),
            }.ToJsonString(),
            new MediaTypeHeaderValue("application/json"));

        // In a header, which the gate does not change: in the body it would redact the script's own text before the simulator reads it.
        request.Headers.Add("x-sim-script", Convert.ToBase64String(Encoding.UTF8.GetBytes(script.ToJsonString())));
        using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
        return DemoAnswer.Read((int)response.StatusCode, stream, await response.Content.ReadAsStringAsync(cancellation));
    }
}
