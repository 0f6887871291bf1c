using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class ResponsesTests
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task A_whole_answer_holds_reasoning_message_and_call()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(Path, Ask("""{"reasoning":"why","reply":"a b","toolCalls":[{"name":"f","arguments":{"q":1}}],"usage":{"prompt":3,"completion":4}}"""));
        Assert.Equal(
            """[{"id":"rs_sim_1_0","type":"reasoning","summary":[{"type":"summary_text","text":"why"}]},{"id":"msg_sim_1_0","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"a b"}]},{"id":"fc_sim_1_0","type":"function_call","status":"completed","arguments":"{\u0022q\u0022:1}","call_id":"call_sim_1","name":"f"}]""",
            answer["output"]!.ToJsonString());
        Assert.Equal(7, (int)answer["usage"]!["total_tokens"]!);
        Assert.Equal(SimulatorClient.Created, (long)answer["created_at"]!);
    }

    [Fact]
    public async Task Deltas_done_events_and_the_completed_response_agree()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Script = """{"reasoning":"why so","reply":"a b","refusal":"no no","toolCalls":[{"name":"f","arguments":"{\"q\": 1}"},{"name":"g"}]}""";
        var events = await client.EventsAsync(Path, Ask(Script, true));
        Assert.All(events, e => Assert.Equal(e.Name, (string)e.Data["type"]!));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => (int)e.Data["sequence_number"]!));
        var output = events[^1].Data["response"]!["output"]!;
        Assert.Equal(["why so", "why so", (string)output[0]!["summary"]![0]!["text"]!], Texts(events, "reasoning_summary_text", "text"));
        Assert.Equal(["a b", "a b", (string)output[1]!["content"]![0]!["text"]!], Texts(events, "output_text", "text"));
        Assert.Equal(["no no", "no no", (string)output[1]!["content"]![1]!["refusal"]!], Texts(events, "refusal", "refusal"));
        Assert.Equal(["{\"q\": 1}{}", "{\"q\": 1}{}", (string)output[2]!["arguments"]! + (string)output[3]!["arguments"]!], Texts(events, "function_call_arguments", "arguments"));
        var items = events.Where(e => e.Name == "response.output_item.done").Select(e => e.Data["item"]!.ToJsonString());
        Assert.Equal(output.AsArray().Select(item => item!.ToJsonString()), items);
    }

    [Theory]
    [InlineData("length", "response.incomplete", "max_output_tokens")]
    [InlineData("content_filter", "response.incomplete", "content_filter")]
    [InlineData("failed", "response.failed", "server_error")]
    public async Task The_last_event_says_how_it_ended(string finish, string name, string reason)
    {
        await using var client = await SimulatorClient.StartAsync();
        var last = (await client.EventsAsync(Path, Ask($$"""{"finish":"{{finish}}"}""", true)))[^1];
        Assert.Equal(name, last.Name);
        Assert.Equal(name["response.".Length..], (string)last.Data["response"]!["status"]!);
        Assert.Contains(reason, last.Data.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Tools = """ "tools":[{"type":"web_search"},{"type":"function","name":"look_up"}]""";
        var called = await client.JsonAsync(Path, """{"model":"m","input":"call tool",""" + Tools + "}");
        Assert.Equal("look_up", (string)called["output"]![0]!["name"]!);
        var told = await client.JsonAsync(Path, """{"model":"m","input":[{"role":"user","content":"call tool"},{"type":"function_call_output","call_id":"x","output":"42"}],""" + Tools + "}");
        Assert.Equal("The tool said: 42", (string)told["output"]![0]!["content"]![0]!["text"]!);
    }

    [Fact]
    public async Task An_error_comes_before_the_stream_or_inside_it()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(Path, Ask("""{"error":{"status":429}}""", true));
        Assert.Equal((429, "rate_limit_exceeded"), (status, (string)JsonNode.Parse(text)!["error"]!["code"]!));
        var events = await client.EventsAsync(Path, Ask("""{"reply":"a b","errorAfterDelta":{"after":1}}""", true));
        Assert.Equal("error", events[^1].Name);
        Assert.Equal("server_error", (string)events[^1].Data["code"]!);
    }

    [Fact]
    public async Task Answers_are_kept_unless_the_caller_objects()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxStoredItems = 1 });
        var streamed = await client.EventsAsync(Path, Ask("""{"reply":"one"}""", true));
        Assert.Equal(streamed[^1].Data["response"]!.ToJsonString(), (await GetAsync(client, "/resp_sim_1"))!.ToJsonString());
        Assert.Equal("hi", (string)(await GetAsync(client, "/resp_sim_1/input_items"))!["data"]![0]!["content"]![0]!["text"]!);

        await client.JsonAsync(Path, """{"model":"m","input":"secret","store":false}""");
        Assert.Null(await GetAsync(client, "/resp_sim_4"));
        Assert.NotNull(await GetAsync(client, "/resp_sim_1"));

        await client.JsonAsync(Path, Ask("{}"));
        Assert.Null(await GetAsync(client, "/resp_sim_1"));
    }

    private static string Ask(string script, bool stream = false) =>
        $$"""{"model":"m","input":"hi","stream":{{(stream ? "true" : "false")}},"sim":{{script}}}""";

    private static async Task<JsonNode?> GetAsync(SimulatorClient client, string path)
    {
        using var response = await client.Http.GetAsync(Path + path, SimulatorClient.Token);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token)) : null;
    }

    /// <summary>The deltas joined, and the done event's text; the caller adds what the item says.</summary>
    private static string[] Texts(List<(string Name, JsonNode Data)> events, string kind, string field)
    {
        string joined = string.Concat(events.Where(e => e.Name == $"response.{kind}.delta").Select(e => (string)e.Data["delta"]!));
        string done = string.Concat(events.Where(e => e.Name == $"response.{kind}.done").Select(e => (string)e.Data[field]!));
        return [joined, done, done];
    }
}
