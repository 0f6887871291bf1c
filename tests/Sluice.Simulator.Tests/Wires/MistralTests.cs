using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class MistralTests
{
    private const string Script = """ "sim":{"reasoning":"why","reply":"a b"}""";

    [Theory]
    [InlineData("/v1/chat/completions", "\"model\":\"magistral-medium\"")]
    [InlineData("/v1/agents/completions", "\"agent_id\":\"magistral-agent\"")]
    public async Task Reasoning_models_think_in_content_chunks(string path, string who)
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = "{" + who + ""","messages":[{"role":"user","content":"hi"}],""" + Script;
        var message = (await client.JsonAsync(path, body + "}"))["choices"]![0]!["message"]!;
        Assert.Equal("""[{"type":"thinking","thinking":[{"type":"text","text":"why"}]},{"type":"text","text":"a b"}]""", message["content"]!.ToJsonString());
        Assert.Null(message["reasoning_content"]);

        var (_, stream) = await client.PostAsync(path, body + ",\"stream\":true}");
        var deltas = SimulatorClient.Chunks(stream).Select(chunk => chunk["choices"]![0]!["delta"]!["content"]?.ToJsonString());
        Assert.Equal(["\"\"", """[{"type":"thinking","thinking":[{"type":"text","text":"why"}]}]""", "\"a\"", "\" b\"", null], deltas);
    }

    [Fact]
    public async Task Fill_in_the_middle_answers_a_prompt_as_a_chat()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Body = """{"model":"codestral-latest","prompt":"def f(","suffix":"return x" """;
        var answer = await client.JsonAsync("/v1/fim/completions", Body + "}");
        Assert.Equal("You said: def f(", (string)answer["choices"]![0]!["message"]!["content"]!);
        var (_, stream) = await client.PostAsync("/v1/fim/completions", Body + ",\"stream\":true}");
        Assert.Equal("You said: def f(", string.Concat(SimulatorClient.Deltas(SimulatorClient.Chunks(stream))));
    }

    [Fact]
    public async Task An_agent_calls_a_tool()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(
            "/v1/agents/completions", """{"agent_id":"a","messages":[{"role":"user","content":"call tool"}],"tools":[{"type":"function","function":{"name":"look_up"}}]}""");
        Assert.Equal("look_up", (string)answer["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["name"]!);
    }

    [Theory]
    [InlineData("/v1/chat/completions", "\"model\":\"mistral-large-latest\"", true)]
    [InlineData("/v1/agents/completions", "\"agent_id\":\"ag_1\"", true)]
    [InlineData("/v1/chat/completions", "\"model\":\"gpt-4o\"", false)]
    public async Task Every_piece_of_a_call_names_the_function_for_mistrals_models_alone(string path, string who, bool named)
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = "{" + who + ""","stream":true,"messages":[{"role":"user","content":"hi"}],"sim":{"toolCalls":[{"name":"look_up","arguments":"{\"a\":1}"}],"cut":4}}""";
        var (_, stream) = await client.PostAsync(path, body);
        var pieces = SimulatorClient.Chunks(stream).Select(chunk => chunk["choices"]![0]!["delta"]!["tool_calls"]?[0]!["function"]!).OfType<JsonNode>().ToList();
        string? name = named ? "look_up" : null;
        Assert.Equal(["look_up", name, name], pieces.Select(piece => (string?)piece["name"]));
        Assert.Equal(["", "{\"a\"", ":1}"], pieces.Select(piece => (string?)piece["arguments"]));
    }

    [Theory]
    [InlineData("/v1/fim/completions", """{"model":"m","prompt":"x","sim":{"error":{"status":429}}}""", 429, "rate_limited")]
    [InlineData("/v1/fim/completions", """{"model":"m"}""", 400, "invalid_request_error")]
    [InlineData("/v1/agents/completions", """{"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error")]
    public async Task Errors_have_mistrals_shape(string path, string body, int expected, string type)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(path, body);
        var error = JsonNode.Parse(text)!;
        Assert.Equal((expected, "error", type), (status, (string)error["object"]!, (string)error["type"]!));
    }
}
