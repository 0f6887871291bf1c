using System.Net;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class McpTests
{
    private const string Echo = """ "method":"tools/call","params":{"name":"echo","arguments":{"text":"hi","n":1.50}}""";

    [Fact]
    public async Task A_session_begins_with_initialize_and_ends_with_delete()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var begun = await SendAsync(client, Message(""" "method":"initialize","params":{"protocolVersion":"2025-03-26"}"""));
        string session = Assert.Single(begun.Headers.GetValues("Mcp-Session-Id"));
        Assert.Equal("2025-03-26", (string)(await JsonAsync(begun))["result"]!["protocolVersion"]!);
        using var inside = await SendAsync(client, Message(Echo), session);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, "/mcp");
        delete.Headers.Add("Mcp-Session-Id", session);
        using var ended = await client.Http.SendAsync(delete, SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        using var after = await SendAsync(client, Message(Echo), session);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task A_tool_says_its_arguments_back_or_what_the_script_says()
    {
        await using var client = await SimulatorClient.StartAsync();
        var (_, text) = await client.PostAsync("/mcp", Message(Echo));
        Assert.Equal("""{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"{\"text\":\"hi\",\"n\":1.50}"}],"isError":false}}""", text);
        var scripted = await client.JsonAsync("/mcp", Message(Echo, """{"reply":"mine"}"""));
        Assert.Equal("mine", (string)scripted["result"]!["content"]![0]!["text"]!);
        var refused = await client.JsonAsync("/mcp", Message(Echo, """{"refusal":"no"}"""));
        Assert.True((bool)refused["result"]!["isError"]!);
    }

    [Fact]
    public async Task Notifications_are_accepted_without_an_answer()
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Equal((202, ""), await client.PostAsync("/mcp", """{"jsonrpc":"2.0","method":"notifications/initialized"}"""));
        Assert.Equal((202, ""), await client.PostAsync("/mcp", """{"jsonrpc":"2.0","id":"sim-1","result":{}}"""));
    }

    [Fact]
    public async Task An_answer_is_a_stream_when_the_script_or_the_client_wants_it()
    {
        await using var client = await SimulatorClient.StartAsync();
        var events = await client.EventsAsync("/mcp", Message(Echo, """{"stream":true,"reasoning":"why","reply":"mine"}"""));
        Assert.All(events, e => Assert.Equal("message", e.Name));
        Assert.Equal(("notifications/message", "why"), ((string)events[0].Data["method"]!, (string)events[0].Data["params"]!["data"]!));
        Assert.Equal("mine", (string)events[1].Data["result"]!["content"]![0]!["text"]!);

        using var request = SimulatorClient.Post(Message(Echo), "/mcp");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);

        var asked = await client.EventsAsync("/mcp", Message(""" "method":"tools/call","params":{"name":"ask"}"""));
        Assert.Equal("sampling/createMessage", (string)asked[0].Data["method"]!);
    }

    [Theory]
    [InlineData("tools/list", "tools", "inputSchema")]
    [InlineData("resources/list", "resources", "sim://note")]
    [InlineData("prompts/list", "prompts", "greet")]
    [InlineData("ping", null, "{}")]
    public async Task What_there_is_is_listed(string method, string? field, string part)
    {
        await using var client = await SimulatorClient.StartAsync();
        var result = (await client.JsonAsync("/mcp", Message($"\"method\":\"{method}\"")))["result"]!;
        Assert.Contains(part, (field is null ? result : result[field])!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "method":"resources/read","params":{"uri":"sim://note"}""", "contents")]
    [InlineData(""" "method":"prompts/get","params":{"name":"greet"}""", "messages")]
    public async Task Resources_and_prompts_say_what_the_script_says(string message, string field)
    {
        await using var client = await SimulatorClient.StartAsync();
        var answer = await client.JsonAsync("/mcp", Message(message, """{"reply":"mine"}"""));
        Assert.Contains("\"mine\"", answer["result"]![field]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "method":"nothing" """, 200, -32601)]
    [InlineData(""" "method":"tools/call","params":{"name":"nothing"}""", 200, -32602)]
    [InlineData(""" "method":"ping","sim":{"error":{"status":500}}""", 500, -32603)]
    [InlineData(""" "method":"ping","sim":{"nonsense":1}""", 400, -32600)]
    public async Task Errors_are_json_rpcs(string message, int expected, int code)
    {
        await using var client = await SimulatorClient.StartAsync();
        var (status, text) = await client.PostAsync("/mcp", Message(message));
        Assert.Equal((expected, code), (status, (int)JsonNode.Parse(text)!["error"]!["code"]!));
    }

    [Fact]
    public async Task The_server_speaks_of_its_own_accord_when_scripted()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var silent = await client.Http.GetAsync("/mcp", SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, silent.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mcp");
        request.Headers.Add("x-sim-script", """{"replies":["a","b"]}""");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        var said = SimulatorClient.Chunks(await response.Content.ReadAsStringAsync(SimulatorClient.Token));
        Assert.Equal(["a", "b"], said.Select(message => (string)message["params"]!["data"]!));
    }

    [Fact]
    public async Task The_older_transport_answers_on_its_stream()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.Http.GetAsync("/mcp/sse", HttpCompletionOption.ResponseHeadersRead, SimulatorClient.Token);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync(SimulatorClient.Token));
        Assert.Equal("event: endpoint", await stream.ReadLineAsync(SimulatorClient.Token));
        string path = (await stream.ReadLineAsync(SimulatorClient.Token))!["data: ".Length..];
        await stream.ReadLineAsync(SimulatorClient.Token);
        Assert.Equal((202, "Accepted"), await client.PostAsync("/mcp/" + path, Message(Echo, """{"reply":"mine"}""")));
        Assert.Equal("event: message", await stream.ReadLineAsync(SimulatorClient.Token));
        var answer = JsonNode.Parse((await stream.ReadLineAsync(SimulatorClient.Token))!["data: ".Length..])!;
        Assert.Equal("mine", (string)answer["result"]!["content"]![0]!["text"]!);
        Assert.Equal(404, (await client.PostAsync("/mcp/messages?sessionId=none", Message(Echo))).Status);
    }

    private static string Message(string members, string script = "") =>
        """{"jsonrpc":"2.0","id":7,""" + members + (script.Length > 0 ? ",\"sim\":" + script : "") + "}";

    private static async Task<HttpResponseMessage> SendAsync(SimulatorClient client, string body, string? session = null)
    {
        using var request = SimulatorClient.Post(body, "/mcp");
        if (session is not null) request.Headers.Add("Mcp-Session-Id", session);
        return await client.Http.SendAsync(request, SimulatorClient.Token);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(SimulatorClient.Token))!;
}
