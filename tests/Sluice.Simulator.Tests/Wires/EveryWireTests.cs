using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sluice.Simulator.Tests.Wires;

/// <summary>What holds on every wire that answers with text: the demonstrations, the presets and the fields of a script that shape bytes.</summary>
public sealed class EveryWireTests
{
    private const string Card = "4111 1111 1111 1111";
    private const string Whole = ",\"stream\":false";

    /// <summary>The path of an answer, the path of a stream, and a body with %MODEL%, %TEXT% and %MORE% in it.</summary>
    public static TheoryData<string, string, string> Wires => new()
    {
        { "/v1/chat/completions", "/v1/chat/completions", OpenAi },
        { "/openai/deployments/%MODEL%/chat/completions", "/openai/deployments/%MODEL%/chat/completions", OpenAi },
        { "/v1/agents/completions", "/v1/agents/completions", OpenAi.Replace("\"model\"", "\"agent_id\"", StringComparison.Ordinal) },
        { "/v1/messages", "/v1/messages", OpenAi },
        { "/v2/chat", "/v2/chat", OpenAi },
        { "/api/chat", "/api/chat", OpenAi },
        { "/v1/responses", "/v1/responses", """{"model":"%MODEL%","input":"%TEXT%"%MORE%}""" },
        { "/v1beta/models/%MODEL%:generateContent", "/v1beta/models/%MODEL%:streamGenerateContent", Gemini },
        { "/v1beta/models/%MODEL%:generateContent", "/v1beta/models/%MODEL%:streamGenerateContent?alt=sse", Gemini },
        { "/model/%MODEL%/converse", "/model/%MODEL%/converse-stream", Bedrock },
        { "/model/anthropic.%MODEL%/invoke", "/model/anthropic.%MODEL%/invoke-with-response-stream", OpenAi },
        { "/model/amazon.nova.%MODEL%/invoke", "/model/amazon.nova.%MODEL%/invoke-with-response-stream", Bedrock },
    };

    private static string OpenAi => """{"model":"%MODEL%","messages":[{"role":"user","content":"%TEXT%"}]%MORE%}""";

    private static string Gemini => """{"contents":[{"role":"user","parts":[{"text":"%TEXT%"}]}]%MORE%}""";

    private static string Bedrock => """{"messages":[{"role":"user","content":[{"text":"%TEXT%"}]}]%MORE%}""";

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Planted_values_come_when_asked_for(string path, string streamPath, string body)
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Contains(Card, await AnswerAsync(client, path, body, "m", "please leak", Whole), StringComparison.Ordinal);
        Assert.Contains(Card, await AnswerAsync(client, path, body, "sim-leak", "hi", Whole), StringComparison.Ordinal);
        Assert.Contains(Card, await AnswerAsync(client, path, body, "sim-tool", "hi", Whole), StringComparison.Ordinal);
        Assert.Contains("whole", await AnswerAsync(client, streamPath, body, "m", "hi", Stream("""{"reply":"whole"}""")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Bytes_are_the_same_in_small_pieces_and_compressed(string path, string streamPath, string body)
    {
        await using var client = await SimulatorClient.StartAsync();
        foreach (string one in new[] { path, streamPath })
        {
            string plain = await RestartedAsync(one, body, """{"reply":"some words","usage":{"prompt":1,"completion":1}}""");
            Assert.Equal(plain, await RestartedAsync(one, body, """{"reply":"some words","usage":{"prompt":1,"completion":1},"tcpChunk":3}"""));
            Assert.Equal(plain, await RestartedAsync(one, body, """{"reply":"some words","usage":{"prompt":1,"completion":1},"gzip":true}"""));
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Presets_fail_as_they_say(string path, string streamPath, string body)
    {
        await using var client = await SimulatorClient.StartAsync();
        foreach (var (model, status) in new[] { ("sim-429", StatusCodes.Status429TooManyRequests), ("sim-500", StatusCodes.Status500InternalServerError) })
            Assert.Equal(status, (await client.PostAsync(Fill(path, model), Fill(body, model, "hi"))).Status);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AnswerAsync(client, streamPath, body, "sim-cut", "hi", ",\"stream\":true"));
        string broken = await AnswerAsync(client, streamPath, body, "sim-stream-error", "hi", ",\"stream\":true");
        Assert.Contains("You", broken, StringComparison.Ordinal);
        Assert.DoesNotContain("said", broken, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_count_beyond_the_streams_end_is_refused(string path, string streamPath, string body)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync(Fill(streamPath, "m"), Fill(body, "m", "hi", Stream("""{"reply":"a b","cutAfterDelta":3}""")));
        Assert.Equal(400, status);
        Assert.Contains("sim.cutAfterDelta", text, StringComparison.Ordinal);
        Assert.Equal(405, await MethodAsync(client, Fill(path, "m")));
    }

    [Theory]
    [InlineData("/v1/embeddings", """{"model":"m","input":"%"}""")]
    [InlineData("/v1/responses", """{"model":"m","input":"%"}""")]
    [InlineData("/v1/messages", """{"model":"m","messages":[{"role":"user","content":"%"}]}""")]
    [InlineData("/v1/messages/batches", """{"requests":[{"custom_id":"%"}]}""")]
    [InlineData("/v1beta/models/m:embedContent", """{"content":{"parts":[{"text":"%"}]}}""")]
    [InlineData("/api/embed", """{"model":"m","input":"%"}""")]
    [InlineData("/mcp", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"%":1}}}""")]
    public async Task Half_a_surrogate_pair_or_half_an_object_is_refused(string path, string body)
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Equal(400, (await client.PostAsync(path, body.Replace("%", "\\ud800", StringComparison.Ordinal))).Status);
        Assert.Equal(400, (await client.PostAsync(path, body[..^1])).Status);
        Assert.Equal(400, (await client.PostAsync(path, "[]")).Status);
    }

    private static string Stream(string script) => ",\"stream\":true,\"sim\":" + script;

    private static string Fill(string template, string model, string text = "", string more = "") => template
        .Replace("%MODEL%", model, StringComparison.Ordinal).Replace("%TEXT%", text, StringComparison.Ordinal).Replace("%MORE%", more, StringComparison.Ordinal);

    /// <summary>The answer, with what is base64 in it decoded.</summary>
    private static async Task<string> AnswerAsync(SimulatorClient client, string path, string body, string model, string text, string more = "")
    {
        using var response = await client.Http.SendAsync(SimulatorClient.Post(Fill(body, model, text, more), Fill(path, model)), SimulatorClient.Token);
        Assert.Equal(200, (int)response.StatusCode);
        string answer = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(SimulatorClient.Token));
        const string Chunk = "{\"bytes\":\"";
        var chunks = answer.Split(Chunk).Skip(1).Select(rest => Encoding.UTF8.GetString(Convert.FromBase64String(rest[..rest.IndexOf('"')])));
        return answer.Contains(Chunk, StringComparison.Ordinal) ? string.Concat(chunks) : answer;
    }

    /// <summary>The bytes of a first answer: ids count up.</summary>
    private static async Task<string> RestartedAsync(string path, string body, string script)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = client.Server.Address };
        using var response = await http.SendAsync(SimulatorClient.Post(Fill(body, "m", "hi", Stream(script)), Fill(path, "m")), SimulatorClient.Token);
        return Convert.ToHexString(await response.Content.ReadAsByteArrayAsync(SimulatorClient.Token));
    }

    private static async Task<int> MethodAsync(SimulatorClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path);
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        return (int)response.StatusCode;
    }
}
