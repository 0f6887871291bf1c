using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class GeminiTests
{
    private const string Model = "/v1beta/models/m";
    private const string Script = """{"reasoning":"why","reply":"a b","toolCalls":[{"name":"f","arguments":{"q":1}}],"usage":{"prompt":3,"completion":4}}""";

    [Fact]
    public async Task Json_answer_is_exact()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(Model + ":generateContent", Ask(Script));
        Assert.Equal(
            """{"candidates":[{"content":{"parts":[{"text":"why","thought":true},{"text":"a b"},{"functionCall":{"name":"f","args":{"q":1},"id":"call_sim_1"}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"totalTokenCount":7,"promptTokensDetails":[{"modality":"TEXT","tokenCount":3}]},"modelVersion":"m","responseId":"gemini-sim-1"}""",
            text);
    }

    [Theory]
    [InlineData("?alt=sse", "text/event-stream")]
    [InlineData("", "application/json")]
    public async Task A_stream_is_events_or_one_array(string query, string mediaType)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = SimulatorClient.Post(Ask(Script), Model + ":streamGenerateContent" + query);
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        string text = await response.Content.ReadAsStringAsync(SimulatorClient.Token);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        var chunks = query.Length > 0 ? SimulatorClient.Chunks(text) : [.. JsonNode.Parse(text)!.AsArray().Select(chunk => chunk!)];
        var parts = chunks.Select(chunk => chunk["candidates"]![0]!["content"]!["parts"]![0]!.ToJsonString());
        Assert.Equal(
            ["""{"text":"why","thought":true}""", """{"text":"a"}""", """{"text":" b"}""", """{"functionCall":{"name":"f","args":{"q":1},"id":"call_sim_1"}}""", """{"text":""}"""],
            parts);
        Assert.Equal("STOP", (string)chunks[^1]["candidates"]![0]!["finishReason"]!);
        Assert.Equal(7, (int)chunks[^1]["usageMetadata"]!["totalTokenCount"]!);
        Assert.All(chunks[..^1], chunk => Assert.Null(chunk["candidates"]![0]!["finishReason"]));
    }

    [Fact]
    public async Task A_function_is_called_and_its_response_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Tools = """ "tools":[{"functionDeclarations":[{"name":"look_up"}]}]""";
        var called = await client.JsonAsync(Model + ":generateContent", $$"""{"contents":[{"parts":[{"text":"call tool"}]}],{{Tools}}}""");
        Assert.Equal("""{"name":"look_up","args":{"query":"call tool"},"id":"call_sim_1"}""", Part(called)["functionCall"]!.ToJsonString());
        var told = await client.JsonAsync(
            Model + ":generateContent",
            $$$"""{"contents":[{"role":"user","parts":[{"text":"call tool"}]},{"role":"user","parts":[{"functionResponse":{"name":"look_up","response":{"output":"42"} } }]}],{{{Tools}}}}""");
        Assert.Equal("The tool said: 42", (string)Part(told)["text"]!);
    }

    [Theory]
    [InlineData("""{"error":{"status":429}}""", 429, "RESOURCE_EXHAUSTED")]
    [InlineData("""{"error":{"status":503}}""", 503, "UNAVAILABLE")]
    [InlineData("""{"nonsense":1}""", 400, "INVALID_ARGUMENT")]
    [InlineData("""{"toolCalls":[{"name":"f","arguments":"no json"}]}""", 400, "INVALID_ARGUMENT")]
    public async Task Errors_have_googles_shape(string script, int expected, string name)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(Model + ":streamGenerateContent", Ask(script));
        var error = JsonNode.Parse(text)!["error"]!;
        Assert.Equal((expected, expected, name), (status, (int)error["code"]!, (string)error["status"]!));
    }

    [Fact]
    public async Task An_error_inside_an_array_leaves_it_whole()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync(Model + ":streamGenerateContent", Ask("""{"reply":"a b","errorAfterDelta":{"after":1}}"""));
        var elements = JsonNode.Parse(text)!.AsArray();
        Assert.Equal(2, elements.Count);
        Assert.Equal("INTERNAL", (string)elements[1]!["error"]!["status"]!);
    }

    [Fact]
    public async Task Candidates_differ_and_a_refusal_is_for_safety()
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync(Model + ":generateContent", """{"contents":[{"parts":[{"text":"hi"}]}],"generationConfig":{"candidateCount":2}}""");
        Assert.Equal("You said: hi (choice 2)", (string)answer["candidates"]![1]!["content"]!["parts"]![0]!["text"]!);
        var refused = await client.JsonAsync(Model + ":generateContent", Ask("""{"refusal":"no"}"""));
        Assert.Equal("SAFETY", (string)refused["candidates"]![0]!["finishReason"]!);
    }

    [Fact]
    public async Task Tokens_are_counted_and_texts_embedded()
    {
        await using var client = await SimulatorClient.StartAsync();
        string body = Ask("{}");
        Assert.Equal((body.Length + 3) / 4, (int)(await client.JsonAsync(Model + ":countTokens", body))["totalTokens"]!);
        const string One = """{"model":"models/m","content":{"parts":[{"text":"a"}]}}""";
        var one = (await client.JsonAsync(Model + ":embedContent", One))["embedding"]!["values"]!.AsArray();
        Assert.Equal(8, one.Count);
        Assert.All(one, number => Assert.InRange((double)number!, -1, 1));
        var two = (await client.JsonAsync(Model + ":batchEmbedContents", $$"""{"requests":[{{One}},{{One.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)}}]}"""))["embeddings"]!;
        Assert.Equal(one.ToJsonString(), two[0]!["values"]!.ToJsonString());
        Assert.NotEqual(one.ToJsonString(), two[1]!["values"]!.ToJsonString());
    }

    private static string Ask(string script) => $$"""{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"sim":{{script}}}""";

    private static JsonNode Part(JsonNode answer) => answer["candidates"]![0]!["content"]!["parts"]![0]!;
}
