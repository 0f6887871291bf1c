using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sluice.Simulator.Tests;

/// <summary>A server at a fixed hour and a plain client of it, for one test.</summary>
internal sealed class SimulatorClient : IAsyncDisposable
{
    public const long Created = 1_700_000_000;

    private SimulatorClient(SimulatorServer server)
    {
        Server = server;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
    }

    public SimulatorServer Server { get; }

    public HttpClient Http { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SimulatorClient> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new SimulatorOptions();
        if (options.TimeProvider == TimeProvider.System) options = options with { TimeProvider = new ManualTime() };
        return new SimulatorClient(await SimulatorServer.StartAsync(options));
    }

    /// <summary>A request for a chat; <paramref name="fields"/> are members of the body, as JSON text.</summary>
    public static string Chat(string user, string fields = "") =>
        $$"""{"model":"m","messages":[{"role":"user","content":{{JsonSerializer.Serialize(user)}}}]{{(fields.Length > 0 ? "," + fields : "")}}}""";

    public static string Streamed(string script, string fields = "") =>
        Chat("hi", $"\"stream\":true,\"sim\":{script}{(fields.Length > 0 ? "," + fields : "")}");

    public static HttpRequestMessage Post(string body, string path = "/v1/chat/completions", HttpProtocols protocol = HttpProtocols.Http1) => new(HttpMethod.Post, path)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Version = protocol == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public async Task<HttpResponseMessage> SendAsync(string body) => await Http.SendAsync(Post(body), HttpCompletionOption.ResponseHeadersRead, Token);

    public async Task<string> TextAsync(string body)
    {
        using var response = await SendAsync(body);
        return await response.Content.ReadAsStringAsync(Token);
    }

    public async Task<JsonNode> JsonAsync(string body) => JsonNode.Parse(await TextAsync(body))!;

    /// <summary>The answer at any path.</summary>
    public async Task<(int Status, string Text)> PostAsync(string path, string body)
    {
        using var response = await Http.SendAsync(Post(body, path), Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public async Task<JsonNode> JsonAsync(string path, string body)
    {
        var (status, text) = await PostAsync(path, body);
        Assert.Equal(200, status);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The events of a stream: their names, empty without one, and their data.</summary>
    public async Task<List<(string Name, JsonNode Data)>> EventsAsync(string path, string body)
    {
        var (status, text) = await PostAsync(path, body);
        Assert.Equal(200, status);
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Event)];
    }

    private static (string Name, JsonNode Data) Event(string text)
    {
        string[] lines = text.Split('\n');
        string name = lines.Length > 1 ? lines[0]["event: ".Length..] : "";
        return (name, JsonNode.Parse(lines[^1]["data: ".Length..])!);
    }

    public async Task<List<JsonNode>> ChunksAsync(string body) => Chunks(await TextAsync(body));

    /// <summary>The data of a stream's events, without <c>[DONE]</c>.</summary>
    public static List<JsonNode> Chunks(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal))
            .Select(line => line[5..].Trim()).Where(data => !string.Equals(data, "[DONE]", StringComparison.Ordinal)).Select(data => JsonNode.Parse(data)!)];

    /// <summary>The string at <c>choices[].delta.{field}</c> of each chunk of a choice that has one, the role chunk aside.</summary>
    public static List<string> Deltas(IEnumerable<JsonNode> chunks, string field = "content", int choice = 0) =>
        [.. chunks.SelectMany(chunk => chunk["choices"]!.AsArray())
            .Where(part => (int)part!["index"]! == choice && part["delta"]!["role"] is null && part["delta"]![field] is not null)
            .Select(part => (string)part!["delta"]![field]!)];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
