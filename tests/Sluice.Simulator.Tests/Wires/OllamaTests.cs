using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class OllamaTests
{
    private const string End = "\"" + """done":true,"done_reason":"stop","total_duration":3000000,"load_duration":1000000,"prompt_eval_count":3,"prompt_eval_duration":1000000,"eval_count":4,"eval_duration":1000000}""";
    private const string Head = """{"model":"m","created_at":"2023-11-14T22:13:20Z",""";

    private const string Q = "\"";

    [Fact]
    public async Task Whole_answer_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync("/api/chat", Ask("""{"reasoning":"why","reply":"a b","toolCalls":[{"name":"f","arguments":{"q":1}}],"usage":{"prompt":3,"completion":4}}""", """ "stream":false"""));
        Assert.Equal(Head + Q + """message":{"role":"assistant","content":"a b","thinking":"why","tool_calls":[{"function":{"name":"f","arguments":{"q":1}}}]},""" + End, text);
    }

    [Fact]
    public async Task It_streams_lines_unless_told_not_to()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = SimulatorClient.Post(Ask("""{"reply":"a b","toolCalls":[{"name":"f"}],"usage":{"prompt":3,"completion":4}}"""), "/api/chat");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.ToString());
        string[] expected =
        [
            Head + Q + """message":{"role":"assistant","content":"a"},"done":false}""",
            Head + Q + """message":{"role":"assistant","content":" b"},"done":false}""",
            Head + Q + """message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}""",
            Head + Q + """message":{"role":"assistant","content":""},""" + End,
            "",
        ];
        Assert.Equal(expected, (await response.Content.ReadAsStringAsync(SimulatorClient.Token)).Split('\n'));
    }

    [Fact]
    public async Task Generate_answers_a_prompt_with_thinking_and_context()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync("/api/generate", """{"model":"m","prompt":"hi","stream":false,"sim":{"reasoning":"why"}}""");
        Assert.Equal(("You said: hi", "why"), ((string)answer["response"]!, (string)answer["thinking"]!));
        Assert.Equal(3, answer["context"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Tools = """ "stream":false,"tools":[{"type":"function","function":{"name":"look_up"}}]""";
        var called = await client.JsonAsync("/api/chat", SimulatorClient.Chat("call tool", Tools));
        Assert.Equal("""{"name":"look_up","arguments":{"query":"call tool"}}""", called["message"]!["tool_calls"]![0]!["function"]!.ToJsonString());
        var told = await client.JsonAsync("/api/chat", """{"model":"m","messages":[{"role":"user","content":"call tool"},{"role":"tool","content":"42"}],""" + Tools + "}");
        Assert.Equal("The tool said: 42", (string)told["message"]!["content"]!);
    }

    [Theory]
    [InlineData("""{"error":{"status":503}}""", 503)]
    [InlineData("""{"toolCalls":[{"name":"f","arguments":"[]"}]}""", 400)]
    public async Task Errors_are_one_string(string script, int expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync("/api/chat", Ask(script));
        Assert.Equal(expected, status);
        Assert.NotEmpty((string)JsonNode.Parse(text)!["error"]!);
    }

    [Fact]
    public async Task An_error_line_ends_the_stream()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync("/api/chat", Ask("""{"reply":"a b","errorAfterDelta":{"after":1}}"""));
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.NotEmpty((string)JsonNode.Parse(lines[1])!["error"]!);
    }

    [Fact]
    public async Task Texts_are_embedded_and_models_are_listed()
    {
        await using var client = await SimulatorClient.StartAsync();
        var many = await client.JsonAsync("/api/embed", """{"model":"m","input":["a","b"]}""");
        var one = await client.JsonAsync("/api/embeddings", """{"model":"m","prompt":"b"}""");
        Assert.Equal(many["embeddings"]![1]!.ToJsonString(), one["embedding"]!.ToJsonString());
        var tags = JsonNode.Parse(await client.Http.GetStringAsync("/api/tags", SimulatorClient.Token))!;
        Assert.Equal("sim-echo", (string)tags["models"]![0]!["name"]!);
        Assert.Contains("version", await client.Http.GetStringAsync("/api/version", SimulatorClient.Token), StringComparison.Ordinal);
        Assert.Equal("FROM x", (string)(await client.JsonAsync("/api/show", """{"model":"x"}"""))["modelfile"]!);
    }

    private static string Ask(string script, string fields = "") =>
        SimulatorClient.Chat("hi", $"\"sim\":{script}{(fields.Length > 0 ? "," + fields : "")}");
}
