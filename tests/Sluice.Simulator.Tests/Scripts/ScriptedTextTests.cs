using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Scripts;

public sealed class ScriptedTextTests
{
    [Fact]
    public async Task Replies_make_one_choice_each()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Script = """{"replies":["one two","three"],"finish":"length"}""";
        var answer = await client.JsonAsync(SimulatorClient.Chat("hi", "\"sim\":" + Script));
        Assert.Equal(["one two", "three"], answer["choices"]!.AsArray().Select(choice => (string)choice!["message"]!["content"]!), StringComparer.Ordinal);
        Assert.All(answer["choices"]!.AsArray(), choice => Assert.Equal("length", (string)choice!["finish_reason"]!));

        var chunks = await client.ChunksAsync(SimulatorClient.Streamed(Script));
        Assert.Equal(["one", " two"], SimulatorClient.Deltas(chunks));
        Assert.Equal(["three"], SimulatorClient.Deltas(chunks, choice: 1));
    }

    [Fact]
    public async Task Reasoning_comes_before_content_and_refusal_in_its_own_field()
    {
        await using var client = await SimulatorClient.StartAsync();
        var chunks = await client.ChunksAsync(SimulatorClient.Streamed("""{"reasoning":"let me see","reply":"yes","refusal":"but no"}"""));
        Assert.Equal(["let", " me", " see"], SimulatorClient.Deltas(chunks, "reasoning_content"));
        Assert.Equal(["yes"], SimulatorClient.Deltas(chunks));
        Assert.Equal(["but", " no"], SimulatorClient.Deltas(chunks, "refusal"));

        var message = (await client.JsonAsync(SimulatorClient.Chat("hi", """ "sim":{"reasoning":"r","refusal":"no"}""")))["choices"]![0]!["message"]!;
        Assert.Equal("""{"role":"assistant","content":null,"reasoning_content":"r","refusal":"no"}""", message.ToJsonString());
    }

    [Fact]
    public async Task Tool_calls_stream_a_head_then_cut_arguments()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Script = """{"toolCalls":[{"id":"c1","name":"f","arguments":"{\"a\": 1}"},{"name":"g","arguments":{"b":2}}],"cut":3}""";
        var chunks = await client.ChunksAsync(SimulatorClient.Streamed(Script));
        var parts = chunks.Select(chunk => chunk["choices"]![0]!["delta"]!["tool_calls"]?[0]).OfType<JsonNode>().ToList();

        Assert.Equal("""{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}""", parts[0].ToJsonString());
        Assert.Equal("""{"index":0,"function":{"arguments":"{\u0022a"}}""", parts[1].ToJsonString());
        Assert.Equal("{\"a\": 1}", Arguments(parts, 0));
        Assert.Equal("{\"b\":2}", Arguments(parts, 1));
        Assert.Equal("call_sim_2", (string)parts.Single(part => part["id"] is not null && (int)part["index"]! == 1)["id"]!);
        Assert.Equal("tool_calls", (string)chunks[^1]["choices"]![0]!["finish_reason"]!);
    }

    [Theory]
    [InlineData("word")]
    [InlineData("char")]
    public async Task Logprob_tokens_of_a_stream_join_to_the_text_of_their_own_delta(string cut)
    {
        await using var client = await SimulatorClient.StartAsync();
        var chunks = await client.ChunksAsync(SimulatorClient.Streamed($$"""{"reply":"Some longish text 😀","logprobs":true,"cut":"{{cut}}"}"""));
        int seen = 0;
        foreach (var choice in chunks.Select(chunk => chunk["choices"]![0]!).Where(choice => choice["logprobs"] is not null))
        {
            seen++;
            Assert.Equal((string)choice["delta"]!["content"]!, Tokens(choice));
        }

        Assert.Equal(cut is "word" ? 4 : 19, seen);
    }

    [Fact]
    public async Task Logprobs_of_a_request_give_bytes_and_as_many_alternatives_as_asked()
    {
        await using var client = await SimulatorClient.StartAsync();
        var choice = (await client.JsonAsync(SimulatorClient.Chat("naïve 😀", "\"logprobs\":true,\"top_logprobs\":3")))["choices"]![0]!;
        Assert.Equal((string)choice["message"]!["content"]!, Tokens(choice));
        foreach (var token in choice["logprobs"]!["content"]!.AsArray())
        {
            Assert.Equal(Encoding.UTF8.GetBytes((string)token!["token"]!), token["bytes"]!.AsArray().Select(value => (byte)(int)value!));
            Assert.Equal(3, token["top_logprobs"]!.AsArray().Count);
            Assert.Equal((string)token["token"]!, (string)token["top_logprobs"]![0]!["token"]!);
        }
    }

    [Fact]
    public async Task Escaped_text_is_ascii_on_the_wire_and_the_same_when_read()
    {
        await using var client = await SimulatorClient.StartAsync();
        string stream = await client.TextAsync(SimulatorClient.Streamed("""{"reply":"A😀","escapeUnicode":true,"cut":{"at":99}}"""));
        Assert.Contains("""{"content":"\u0041\ud83d\ude00"}""", stream, StringComparison.Ordinal);
        Assert.Equal(["A😀"], SimulatorClient.Deltas(SimulatorClient.Chunks(stream)));
    }

    [Fact]
    public async Task Extra_fields_keep_their_spelling_where_they_are_put()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Script = """{"reply":"x","extra":{"top":{"t":1E-7},"choice":{"c":12345678901234567890},"message":{"m":[1.50]}}}""";
        string json = await client.TextAsync(SimulatorClient.Chat("hi", "\"sim\":" + Script));
        Assert.Contains("\"refusal\":null,\"m\":[1.50]},", json, StringComparison.Ordinal);
        Assert.EndsWith(",\"t\":1E-7}", json, StringComparison.Ordinal);
        string stream = await client.TextAsync(SimulatorClient.Streamed(Script));
        Assert.Contains("""{"index":0,"delta":{"content":"x"},"logprobs":null,"finish_reason":null,"c":12345678901234567890}],"t":1E-7}""", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_script_beats_the_body_and_may_be_base64()
    {
        await using var client = await SimulatorClient.StartAsync();
        foreach (bool encode in new[] { false, true })
        {
            const string Script = """{"reply":"{{sim.email}}"}""";
            using var request = SimulatorClient.Post(SimulatorClient.Chat("hi", """ "sim":{"reply":"body"}"""));
            request.Headers.Add("x-sim-script", encode ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Script)) : Script);
            using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
            Assert.Contains("\"content\":\"jane.doe" + "@example.com\"", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Usage_can_be_left_out()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(SimulatorClient.Chat("hi", """ "sim":{"usage":null}"""));
        Assert.False(answer.AsObject().ContainsKey("usage"));
    }

    private static string Arguments(IEnumerable<JsonNode> parts, int tool) =>
        string.Concat(parts.Where(part => (int)part["index"]! == tool).Select(part => (string)part["function"]!["arguments"]!));

    private static string Tokens(JsonNode choice) =>
        string.Concat(choice["logprobs"]!["content"]!.AsArray().Select(token => (string)token!["token"]!));
}
