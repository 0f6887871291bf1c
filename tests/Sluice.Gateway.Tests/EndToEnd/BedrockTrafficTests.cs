using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>Bedrock's conversations and invocations as the simulator speaks them, whole and streamed, through a gate with the shipped policies.</summary>
public sealed partial class BedrockTrafficTests(BedrockTrafficTests.BedrockStage stage) : IClassFixture<BedrockTrafficTests.BedrockStage>
{
    private const string Conversation = """{"messages":[{"role":"user","content":[{"text":"Tell me."}]}]}""";
    private const string Messages = """{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[{"role":"user","content":"Tell me."}]}""";

    /// <summary>Path, its stream's, a request, and the member that holds a piece of text.</summary>
    public static TheoryData<string, string, string, string> Operations => new()
    {
        { "/model/anthropic.claude-x/converse", "/model/anthropic.claude-x/converse-stream", Conversation, "text" },
        { "/model/anthropic.claude-x/invoke", "/model/anthropic.claude-x/invoke-with-response-stream", Messages, "text" },
        { "/model/amazon.nova-lite-v1:0/invoke", "/model/amazon.nova-lite-v1:0/invoke-with-response-stream", Conversation, "text" },
        { "/model/meta.llama3-8b-instruct-v1:0/invoke", "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream", """{"prompt":"Tell me."}""", "generation" },
        { "/model/amazon.titan-text-express-v1/invoke", "/model/amazon.titan-text-express-v1/invoke-with-response-stream", """{"inputText":"Tell me."}""", "outputText" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_planted_value_is_redacted_whole_and_streamed(string whole, string streamed, string request, string member)
    {
        JsonObject script = new() { ["reply"] = PlantedValue.Sentence("payment card"), ["cut"] = "char" };
        using JsonDocument answer = JsonDocument.Parse(await AskAsync(whole, request, script, "default"));
        PlantedValue.AssertRedacted(Gather(answer.RootElement, member));
        PlantedValue.AssertRedacted(string.Concat(Events(await AskAsync(streamed, request, script, "default")).Select(e => Gather(e.RootElement, member))));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_clean_answer_is_the_upstreams_event_by_event(string whole, string streamed, string request, string member)
    {
        const string Reply = "All is well, said the upstream.";
        JsonObject script = new() { ["reply"] = Reply };
        Assert.Equal(Spelled(JsonDocument.Parse(await AskAsync(whole, request, script, policy: null))), Spelled(JsonDocument.Parse(await AskAsync(whole, request, script, "flagging"))));
        List<JsonDocument> sent = Events(await AskAsync(streamed, request, script, policy: null));
        List<JsonDocument> seen = Events(await AskAsync(streamed, request, script, "flagging"));
        Assert.Equal(sent.Select(Spelled), seen.Select(Spelled));
        Assert.Equal(Reply, string.Concat(seen.Select(e => Gather(e.RootElement, member))));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_block_in_mid_stream_leaves_whole_frames_and_nothing_behind_it(string whole, string streamed, string request, string member)
    {
        JsonObject script = new() { ["reply"] = $"The plan is called {Stage.CodeWord} and it is secret.", ["cut"] = "char" };
        List<JsonDocument> events = Events(await AskAsync(streamed, request, script, "blocking"));
        Assert.Equal("The plan is called ", string.Concat(events.Select(e => Gather(e.RootElement, member))));
        string ending = string.Concat(events.Select(e => e.RootElement.GetRawText()));
        Assert.Contains((string[])["guardrail_intervened", "refusal", "CONTENT_FILTERED"], r => ending.Contains(r, StringComparison.Ordinal));
        Assert.DoesNotContain(Stage.CodeWord, Encoding.UTF8.GetString(await AskAsync(whole, request, script, "blocking")), StringComparison.Ordinal);
    }

    private async Task<byte[]> AskAsync(string path, string body, JsonObject script, string? policy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, policy is null ? path : $"/{policy}{path}") { Content = Given.Json(body) };
        request.Headers.Add("x-sim-script", Stage.Header(script));
        using HttpResponseMessage response = await (policy is null ? stage.Direct : stage.Gate.Client).SendAsync(request, Given.Token);
        return await response.Content.ReadAsByteArrayAsync(Given.Token);
    }

    /// <summary>As it came, but for what the simulator counts and measures.</summary>
    private static string Spelled(JsonDocument document) => Counted().Replace(document.RootElement.GetRawText(), "$1");

    /// <summary>All texts under this name, in their order.</summary>
    private static string Gather(JsonElement value, string member) => value.ValueKind switch
    {
        JsonValueKind.Object => string.Concat(value.EnumerateObject().Select(p => p.NameEquals(member) && p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : Gather(p.Value, member))),
        JsonValueKind.Array => string.Concat(value.EnumerateArray().Select(e => Gather(e, member))),
        _ => "",
    };

    /// <summary>The payloads of a stream's frames; of chunks what they hold.</summary>
    private static List<JsonDocument> Events(byte[] stream)
    {
        List<JsonDocument> events = [];
        for (int at = 0; at < stream.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(at));
            int payload = 12 + BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(at + 4));
            JsonDocument document = JsonDocument.Parse(stream.AsMemory(at + payload, length - payload - 4));
            events.Add(document.RootElement.TryGetProperty("bytes", out JsonElement bytes) ? JsonDocument.Parse(bytes.GetBytesFromBase64()) : document);
            at += length;
        }

        return events;
    }

    [GeneratedRegex("(_sim_|atency[A-Za-z]*\":)[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Counted();

    /// <summary>As <see cref="Stage"/>, in Bedrock's dialect.</summary>
    public sealed class BedrockStage : IAsyncLifetime
    {
        private SimulatorServer _simulator = null!;

        public GatewayFixture Gate { get; private set; } = null!;

        /// <summary>Speaks to the simulator without the gate.</summary>
        public HttpClient Direct { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _simulator = await SimulatorServer.StartAsync();
            Gate = await GatewayFixture.StartAsync(Stage.Config(_simulator.Address).Replace("\"Dialect\":\"openai\"", "\"Dialect\":\"bedrock\"", StringComparison.Ordinal));
            Direct = GatewayFixture.NewClient(_simulator.Address);
        }

        public async ValueTask DisposeAsync()
        {
            Direct.Dispose();
            await Gate.DisposeAsync();
            await _simulator.DisposeAsync();
        }
    }
}
