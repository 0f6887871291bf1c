using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class BedrockTests
{
    private const string Script = """{"reasoning":"why","reply":"a b","toolCalls":[{"name":"f","arguments":{"q":1}}],"usage":{"prompt":3,"completion":4}}""";
    private const string Claude = "/model/us.anthropic.claude-3-5-sonnet-20241022-v2:0";
    private const string Conversation = """ "messages":[{"role":"user","content":[{"text":"hi"}]}]""";

    [Fact]
    public async Task A_conversation_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(Claude + "/converse", Ask(Script));
        Assert.Equal(
            """{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"why","signature":"simulated-signature"}}},{"text":"a b"},{"toolUse":{"toolUseId":"call_sim_1","name":"f","input":{"q":1}}}]}},"stopReason":"tool_use","usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7},"metrics":{"latencyMs":1}}""",
            text);
    }

    [Fact]
    public async Task A_conversations_stream_is_binary_messages()
    {
        await using var client = await SimulatorClient.StartAsync();
        var messages = await MessagesAsync(client, Claude + "/converse-stream", Ask(Script));
        Assert.Equal(
            "messageStart contentBlockDelta contentBlockDelta contentBlockStop contentBlockDelta contentBlockDelta contentBlockStop "
            + "contentBlockStart contentBlockDelta contentBlockStop messageStop metadata",
            string.Join(' ', messages.Select(message => message.Type)));
        Assert.All(messages, message => Assert.Equal(("event", "application/json"), (message.Headers[":message-type"], message.Headers[":content-type"])));
        Assert.Equal("a b", string.Concat(messages.Select(message => (string?)message.Payload["delta"]?["text"])));
        Assert.Equal("why", string.Concat(messages.Select(message => (string?)message.Payload["delta"]?["reasoningContent"]?["text"])));
        Assert.Equal("{\"q\":1}", string.Concat(messages.Select(message => (string?)message.Payload["delta"]?["toolUse"]?["input"])));
        Assert.Equal([0, 1, 2], messages.Where(message => message.Type == "contentBlockStop").Select(message => (int)message.Payload["contentBlockIndex"]!));
        Assert.Equal(7, (int)messages[^1].Payload["usage"]!["totalTokens"]!);
    }

    [Theory]
    [InlineData("""{"input":{"converse":{"messages":[{"role":"user","content":[{"text":"hi"}]}]}}}""", 200, """{"inputTokens":20}""")]
    [InlineData("""{"input":{"invokeModel":{"body":"e30="}}}""", 200, """{"inputTokens":11}""")]
    [InlineData("""{"input":{"invokeModel":{"body":"{}"}}}""", 400, null)]
    [InlineData("{}", 400, null)]
    public async Task Tokens_are_counted(string body, int status, string? expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.Http.SendAsync(SimulatorClient.Post(body, Claude + "/count-tokens"), SimulatorClient.Token);
        Assert.Equal(status, (int)response.StatusCode);
        if (expected is not null)
            Assert.Equal(expected, await response.Content.ReadAsStringAsync(SimulatorClient.Token));
    }

    [Fact]
    public async Task A_stream_fails_with_an_exception()
    {
        await using var client = await SimulatorClient.StartAsync();
        foreach (string path in new[] { Claude + "/converse-stream", Claude + "/invoke-with-response-stream" })
        {
            var last = (await MessagesAsync(client, path, Ask("""{"reply":"a b","errorAfterDelta":{"after":1}}""")))[^1];
            Assert.Equal(("exception", "internalServerException"), (last.Headers[":message-type"], last.Type));
            Assert.NotEmpty((string)last.Payload["message"]!);
        }
    }

    [Theory]
    [InlineData("""{"error":{"status":429}}""", 429, "ThrottlingException")]
    [InlineData("""{"error":{"status":503,"body":{"message":"mine"}}}""", 503, "ServiceUnavailableException")]
    [InlineData("""{"nonsense":1}""", 400, "ValidationException")]
    public async Task Errors_name_their_kind_in_a_header(string script, int expected, string kind)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.Http.SendAsync(SimulatorClient.Post(Ask(script), Claude + "/converse"), SimulatorClient.Token);
        Assert.Equal((expected, kind), ((int)response.StatusCode, Assert.Single(response.Headers.GetValues("x-amzn-ErrorType"))));
        Assert.NotEmpty((string)JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!["message"]!);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Tools = """ "toolConfig":{"tools":[{"toolSpec":{"name":"look_up","inputSchema":{"json":{}}}}]}""";
        var called = await client.JsonAsync("/model/m/converse", """{"messages":[{"role":"user","content":[{"text":"call tool"}]}],""" + Tools + "}");
        Assert.Equal("look_up", (string)called["output"]!["message"]!["content"]![0]!["toolUse"]!["name"]!);
        var told = await client.JsonAsync("/model/m/converse", """{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"x","content":[{"text":"42"}]}}]}],""" + Tools + "}");
        Assert.Equal("The tool said: 42", (string)told["output"]!["message"]!["content"]![0]!["text"]!);
    }

    [Theory]
    [InlineData("anthropic.claude-3", """ "messages":[{"role":"user","content":"hi"}]""", "content")]
    [InlineData("meta.llama3-8b", "\"prompt\":\"hi\"", "generation")]
    [InlineData("amazon.titan-text-express-v1", "\"inputText\":\"hi\"", "results")]
    [InlineData("amazon.nova-lite-v1:0", Conversation, "output")]
    public async Task Every_family_is_invoked_with_its_own_body(string model, string body, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        string ask = "{" + body + ""","sim":{"reply":"a b","usage":{"prompt":3,"completion":4}}}""";
        var answer = await client.JsonAsync($"/model/{model}/invoke", ask);
        Assert.Contains("\"a b\"", answer[field]!.ToJsonString(), StringComparison.Ordinal);

        var messages = await MessagesAsync(client, $"/model/{model}/invoke-with-response-stream", ask);
        Assert.All(messages, message => Assert.Equal("chunk", message.Type));
        string[] chunks = [.. messages.Select(message => Encoding.UTF8.GetString(Convert.FromBase64String((string)message.Payload["bytes"]!)))];
        Assert.Single(chunks, chunk => chunk.Contains("\"a\"", StringComparison.Ordinal));
        Assert.Single(chunks, chunk => chunk.Contains("\" b\"", StringComparison.Ordinal));
        Assert.Equal(4, (int)JsonNode.Parse(chunks[^1])!["amazon-bedrock-invocationMetrics"]!["outputTokenCount"]!);
    }

    [Fact]
    public async Task Titan_embeds_and_an_unknown_family_is_refused()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync("/model/amazon.titan-embed-text-v2:0/invoke", """{"inputText":"hi"}""");
        Assert.Equal(8, answer["embedding"]!.AsArray().Count);
        Assert.Equal(400, (await client.PostAsync("/model/other.model/invoke", "{}")).Status);
    }

    private static string Ask(string script) => $$"""{{{Conversation}},"sim":{{script}}}""";

    private static async Task<List<AwsMessage>> MessagesAsync(SimulatorClient client, string path, string body)
    {
        using var response = await client.Http.SendAsync(SimulatorClient.Post(body, path), SimulatorClient.Token);
        Assert.Equal("application/vnd.amazon.eventstream", response.Content.Headers.ContentType!.ToString());
        return AwsMessage.ReadAll(await response.Content.ReadAsByteArrayAsync(SimulatorClient.Token));
    }
}
