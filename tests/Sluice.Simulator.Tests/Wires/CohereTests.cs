using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class CohereTests
{
    private const string Path = "/v2/chat";

    [Fact]
    public async Task Whole_answer_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(Path, Ask("""{"reasoning":"why","reply":"a b","usage":{"prompt":3,"completion":4}}"""));
        Assert.Equal(
            """{"id":"cohere-sim-1","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"thinking","thinking":"why"},{"type":"text","text":"a b"}]},"usage":{"billed_units":{"input_tokens":3,"output_tokens":4},"tokens":{"input_tokens":3,"output_tokens":4}}}""",
            text);
    }

    [Fact]
    public async Task Stream_opens_and_closes_each_block()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = await client.EventsAsync(Path, Ask("""{"reasoning":"why","reply":"a b"}""", """ "stream":true,"documents":[{"id":"d","data":{"text":"doc"}}]"""));
        Assert.Equal(
            "message-start content-start content-delta content-end content-start content-delta content-delta content-end citation-start citation-end message-end",
            string.Join(' ', events.Select(e => e.Name)));
        Assert.All(events, e => Assert.Equal(e.Name, (string)e.Data["type"]!));
        Assert.Equal("a b", string.Concat(events.Where(e => e.Name == "content-delta").Select(e => (string?)Message(e)["content"]!["text"])));
        Assert.Equal("why", string.Concat(events.Where(e => e.Name == "content-delta").Select(e => (string?)Message(e)["content"]!["thinking"])));
        Assert.Equal("a", (string)Message(events[^3])["citations"]!["text"]!);
        Assert.Equal("COMPLETE", (string)events[^1].Data["delta"]!["finish_reason"]!);
    }

    [Fact]
    public async Task A_plan_comes_before_the_calls_of_tools()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = await client.EventsAsync(Path, Ask("""{"reasoning":"my plan","toolCalls":[{"name":"f","arguments":"{\"q\": 1}"},{"name":"g","arguments":{}}]}""", """ "stream":true"""));
        Assert.Equal(
            "message-start tool-plan-delta tool-plan-delta tool-call-start tool-call-delta tool-call-delta tool-call-end tool-call-start tool-call-delta tool-call-end message-end",
            string.Join(' ', events.Select(e => e.Name)));
        Assert.Equal("my plan", string.Concat(events.Select(e => (string?)e.Data["delta"]?["message"]?["tool_plan"])));
        Assert.Equal("{\"q\": 1}{}", string.Concat(events.Where(e => e.Name == "tool-call-delta").Select(e => (string)Message(e)["tool_calls"]!["function"]!["arguments"]!)));
        Assert.Equal("TOOL_CALL", (string)events[^1].Data["delta"]!["finish_reason"]!);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Tools = """ "tools":[{"type":"function","function":{"name":"look_up"}}]""";
        var call = (await client.JsonAsync(Path, SimulatorClient.Chat("call tool", Tools)))["message"]!["tool_calls"]![0]!;
        Assert.Equal("look_up", (string)call["function"]!["name"]!);
        var told = await client.JsonAsync(Path, """{"model":"m","messages":[{"role":"user","content":"call tool"},{"role":"tool","tool_call_id":"x","content":[{"type":"document","document":{"data":"42"}}]}],""" + Tools + "}");
        Assert.Equal("The tool said: 42", (string)told["message"]!["content"]![0]!["text"]!);
    }

    [Fact]
    public async Task An_error_comes_before_the_stream_or_inside_it()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(Path, Ask("""{"error":{"status":429}}"""));
        Assert.Equal(429, status);
        Assert.NotEmpty((string)JsonNode.Parse(text)!["message"]!);
        var events = await client.EventsAsync(Path, Ask("""{"reply":"a b","errorAfterDelta":{"after":1}}""", """ "stream":true"""));
        Assert.Equal(("message-end", "ERROR"), (events[^1].Name, (string)events[^1].Data["delta"]!["finish_reason"]!));
    }

    private static string Ask(string script, string fields = "") =>
        SimulatorClient.Chat("hi", $"\"sim\":{script}{(fields.Length > 0 ? "," + fields : "")}");

    private static JsonNode Message((string Name, JsonNode Data) e) => e.Data["delta"]!["message"]!;
}
