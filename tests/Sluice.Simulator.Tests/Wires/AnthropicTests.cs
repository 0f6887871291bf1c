using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class AnthropicTests
{
    private const string Path = "/v1/messages";
    private const string Tools = """ "tools":[{"name":"look_up","input_schema":{"type":"object"}}]""";

    [Fact]
    public async Task Json_answer_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(Path, Ask("hi", """ "sim":{"reasoning":"why","usage":{"prompt":3,"completion":4},"extra":{"top":{"x":1}}}"""));
        Assert.Equal(
            """{"id":"msg_sim_1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"why","signature":"EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds-simulated-signature"},{"type":"text","text":"You said: hi"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4},"x":1}""",
            text);
    }

    [Fact]
    public async Task Stream_opens_and_closes_each_block()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = await client.EventsAsync(Path, Ask("hi", """ "stream":true,"sim":{"reasoning":"why","reply":"a b","toolCalls":[{"name":"f","arguments":"{\"q\": 1}"}]}"""));
        Assert.Equal(
            "message_start content_block_start ping content_block_delta content_block_delta content_block_stop "
            + "content_block_start content_block_delta content_block_delta content_block_stop "
            + "content_block_start content_block_delta content_block_delta content_block_stop message_delta message_stop",
            string.Join(' ', events.Select(e => e.Name)));
        Assert.All(events, e => Assert.Equal(e.Name, (string)e.Data["type"]!));
        Assert.Equal("a b", Joined(events, "text"));
        Assert.Equal("why", Joined(events, "thinking"));
        Assert.Equal("{\"q\": 1}", Joined(events, "partial_json"));
        Assert.Equal("tool_use", (string)events[^2].Data["delta"]!["stop_reason"]!);
        Assert.Equal([0, 1, 2], events.Where(e => e.Name == "content_block_start").Select(e => (int)e.Data["index"]!));
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        var called = await client.JsonAsync(Path, Ask("call tool", Tools));
        Assert.Equal("""[{"type":"tool_use","id":"call_sim_1","name":"look_up","input":{"query":"call tool"}}]""", called["content"]!.ToJsonString());
        Assert.Equal("tool_use", (string)called["stop_reason"]!);
        var told = await client.JsonAsync(
            Path, """{"model":"m","messages":[{"role":"user","content":"call tool"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"x","content":[{"type":"text","text":"42"}]}]}],""" + Tools + "}");
        Assert.Equal("The tool said: 42", (string)told["content"]![0]!["text"]!);
    }

    [Theory]
    [InlineData(""" "sim":{"error":{"status":429}}""", 429, "rate_limit_error")]
    [InlineData(""" "sim":{"error":{"status":529}}""", 529, "overloaded_error")]
    [InlineData(""" "sim":{"nonsense":1}""", 400, "invalid_request_error")]
    [InlineData(""" "sim":{"toolCalls":[{"name":"f","arguments":"no json"}]}""", 400, "invalid_request_error")]
    [InlineData(""" "stream":"yes" """, 400, "invalid_request_error")]
    public async Task Errors_have_anthropics_shape(string fields, int expected, string type)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(Path, Ask("hi", fields));
        var error = JsonNode.Parse(text)!;
        Assert.Equal(expected, status);
        Assert.Equal("error", (string)error["type"]!);
        Assert.Equal(type, (string)error["error"]!["type"]!);
    }

    [Fact]
    public async Task An_error_event_ends_the_stream()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = await client.EventsAsync(Path, Ask("hi", """ "stream":true,"sim":{"reply":"a b","errorAfterDelta":{"after":1}}"""));
        Assert.Equal("error", events[^1].Name);
        Assert.Equal("overloaded_error", (string)events[^1].Data["error"]!["type"]!);
        Assert.Equal("a", Joined(events, "text"));
    }

    [Fact]
    public async Task Refusal_and_cut_off_answers_say_so()
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Equal("refusal", (string)(await client.JsonAsync(Path, Ask("hi", """ "sim":{"refusal":"no"}""")))["stop_reason"]!);
        Assert.Equal("max_tokens", (string)(await client.JsonAsync(Path, Ask("hi", """ "sim":{"finish":"length"}""")))["stop_reason"]!);
    }

    [Fact]
    public async Task Tokens_are_counted_and_models_listed_in_anthropics_form()
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = Ask("hi");
        Assert.Equal((body.Length + 3) / 4, (int)(await client.JsonAsync(Path + "/count_tokens", body))["input_tokens"]!);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        var list = JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!;
        Assert.Equal("sim-echo", (string)list["first_id"]!);
        Assert.Equal("model", (string)list["data"]![0]!["type"]!);
    }

    [Fact]
    public async Task Every_request_of_a_batch_is_answered()
    {
        await using var client = await SimulatorClient.StartAsync();
        var batch = await client.JsonAsync(
            Path + "/batches",
            """{"requests":[{"custom_id":"one","params":""" + Ask("hi") + """},{"custom_id":"two","params":{"model":"m"}},{"custom_id":"three","params":"""
            + Ask("hi").Replace("\"m\"", "\"sim-429\"", StringComparison.Ordinal) + "}]}");
        Assert.Equal(("ended", 1, 2), ((string)batch["processing_status"]!, (int)batch["request_counts"]!["succeeded"]!, (int)batch["request_counts"]!["errored"]!));
        Assert.Equal(batch.ToJsonString(), await client.Http.GetStringAsync($"{Path}/batches/{(string)batch["id"]!}", SimulatorClient.Token));
        string[] lines = (await client.Http.GetStringAsync((string)batch["results_url"]!, SimulatorClient.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var results = lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["one", "two", "three"], results.Select(result => (string)result["custom_id"]!));
        Assert.Equal("You said: hi", (string)results[0]["result"]!["message"]!["content"]![0]!["text"]!);
        Assert.Equal("rate_limit_error", (string)results[2]["result"]!["error"]!["error"]!["type"]!);
        using var missing = await client.Http.GetAsync(Path + "/batches/none", SimulatorClient.Token);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    private static string Ask(string user, string fields = "") => SimulatorClient.Chat(user, fields);

    private static string Joined(List<(string Name, JsonNode Data)> events, string field) =>
        string.Concat(events.Select(e => (string?)e.Data["delta"]?[field]));
}
