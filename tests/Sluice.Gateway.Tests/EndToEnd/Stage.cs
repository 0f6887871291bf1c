using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>A real gate with the shipped policies in front of a real simulator. Below <c>/default</c>, <c>/strict</c>, <c>/blocking</c> and <c>/flagging</c> stand the policies of these names.</summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>What the policy <c>blocking</c> blocks, in either direction.</summary>
    public const string CodeWord = "Bluebird";

    public SimulatorServer Simulator { get; private set; } = null!;

    public GatewayFixture Gate { get; private set; } = null!;

    /// <summary>Speaks to the simulator without the gate.</summary>
    public HttpClient Direct { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulator = await SimulatorServer.StartAsync();
        Gate = await GatewayFixture.StartAsync(Config(Simulator.Address));
        Direct = GatewayFixture.NewClient(Simulator.Address);
    }

    public async ValueTask DisposeAsync()
    {
        Direct.Dispose();
        await Gate.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    /// <summary>Where an OpenAI client is pointed to.</summary>
    public Uri Endpoint(string policy) => new(Gate.Proxy, $"/{policy}/v1");

    public Uri DirectEndpoint => new(Simulator.Address, "/v1");

    /// <summary>Asks through the gate; the script goes in a header, which the gate leaves alone.</summary>
    public Task<HttpResponseMessage> AskAsync(string policy, JsonObject script, bool stream) =>
        SendAsync(Gate.Client, $"/{policy}/v1/chat/completions", script, stream);

    public Task<HttpResponseMessage> AskDirectlyAsync(JsonObject script, bool stream) => SendAsync(Direct, "/v1/chat/completions", script, stream);

    /// <summary>The bytes of an answer, decompressed.</summary>
    public static async Task<byte[]> BytesAsync(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(Given.Token);
        if (!response.Content.Headers.ContentEncoding.Contains("gzip"))
            return bytes;
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gzip.CopyToAsync(plain, Given.Token);
        return plain.ToArray();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, JsonObject script, bool stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        string usage = stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
        request.Content = Given.Json($$"""{"model":"sim","stream":{{(stream ? "true" : "false")}}{{usage}},"messages":[{"role":"user","content":"Tell me."}]}""");
        request.Headers.Add("x-sim-script", Header(script));
        request.Headers.Add("Accept-Encoding", "gzip");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    public static string Header(JsonObject script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(script.ToJsonString()));
    }

    /// <summary>The shipped policies and two more before one upstream, each below its own name.</summary>
    internal static string Config(Uri upstream)
    {
        JsonNode shipped = JsonNode.Parse(
            File.ReadAllText(Repository.ShippedConfig),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        JsonNode policies = shipped["Sluice"]!["Policies"]!.DeepClone();
        policies["blocking"] = policies["default"]!.DeepClone();
        policies["blocking"]!["Rules"]!.AsArray().Add(new JsonObject { ["Find"] = "codenames", ["Then"] = "Block" });
        policies["flagging"] = new JsonObject
        {
            ["Rules"] = new JsonArray(new JsonObject { ["Find"] = "secrets/*", ["Then"] = "Flag" }, new JsonObject { ["Find"] = "pii/*", ["Then"] = "Flag" }),
        };
        var routes = new JsonObject();
        foreach (string policy in (string[])["default", "strict", "blocking", "flagging"])
        {
            routes[policy] = new JsonObject
            {
                ["ClusterId"] = "sim",
                ["Match"] = new JsonObject { ["Path"] = $"/{policy}/{{**rest}}" },
                ["Transforms"] = new JsonArray(new JsonObject { ["PathRemovePrefix"] = $"/{policy}" }),
                ["Metadata"] = new JsonObject { ["Dialect"] = "openai", ["Policy"] = policy },
            };
        }

        return new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = routes,
                ["Clusters"] = new JsonObject { ["sim"] = new JsonObject { ["Destinations"] = new JsonObject { ["primary"] = new JsonObject { ["Address"] = upstream.AbsoluteUri } } } },
            },
            ["Sluice"] = new JsonObject
            {
                ["Detectors"] = new JsonObject { ["codenames"] = new JsonObject { ["Words"] = new JsonArray(CodeWord) } },
                ["Policies"] = policies,
            },
        }.ToJsonString();
    }
}
