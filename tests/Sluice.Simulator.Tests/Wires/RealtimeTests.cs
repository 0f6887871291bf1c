using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

public sealed class RealtimeTests
{
    private const string Hello = """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}}""";
    private const string TextOnly = """{"type":"session.update","session":{"type":"realtime","output_modalities":["text"],"tools":[{"type":"function","name":"look_up"}]}}""";

    [Fact]
    public async Task A_text_response_agrees_with_itself()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        Assert.Equal("m", (string)(await UntilAsync(socket, "session.created"))[^1]["session"]!["model"]!);
        await SendAsync(socket, TextOnly);
        await UntilAsync(socket, "session.updated");
        await SendAsync(socket, Hello);
        Assert.Equal(["conversation.item.added", "conversation.item.done"], Types(await UntilAsync(socket, "conversation.item.done")));
        await SendAsync(socket, """{"type":"response.create"}""");
        var events = await UntilAsync(socket, "response.done");
        Assert.Equal(
            "response.created response.output_item.added conversation.item.added response.content_part.added response.output_text.delta response.output_text.delta "
            + "response.output_text.delta response.output_text.done response.content_part.done response.output_item.done conversation.item.done response.done",
            string.Join(' ', Types(events)));
        Assert.Equal("You said: hi", Joined(events, "response.output_text.delta"));
        Assert.Equal("You said: hi", (string)events.Single(e => Is(e, "response.output_text.done"))["text"]!);
        Assert.Equal("""[{"type":"output_text","text":"You said: hi"}]""", events[^1]["response"]!["output"]![0]!["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false, "response.output_audio")]
    [InlineData(true, "response.audio")]
    public async Task A_spoken_response_has_a_transcript(bool isBeta, string name)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client, isBeta);
        await SendAsync(socket, """{"type":"response.create","sim":{"reply":"a b","tcpChunk":3}}""");
        var events = await UntilAsync(socket, "response.done");
        Assert.Equal("a b", Joined(events, name + "_transcript.delta"));
        Assert.Equal("a b", (string)events.Single(e => Is(e, name + "_transcript.done"))["transcript"]!);
        Assert.Equal(2, events.Count(e => Is(e, name + ".delta")));
        Assert.Equal(isBeta, events.Exists(e => Is(e, "conversation.item.created")));
    }

    [Fact]
    public async Task A_tool_is_called_and_its_output_is_quoted()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        await SendAsync(socket, TextOnly);
        await SendAsync(socket, Hello.Replace("\"hi\"", "\"call tool\"", StringComparison.Ordinal));
        await SendAsync(socket, """{"type":"response.create"}""");
        var called = await UntilAsync(socket, "response.done");
        const string Arguments = """{"query":"call tool"}""";
        Assert.Equal(Arguments, Joined(called, "response.function_call_arguments.delta"));
        Assert.Equal(Arguments, (string)called.Single(e => Is(e, "response.function_call_arguments.done"))["arguments"]!);
        Assert.Equal("look_up", (string)called[^1]["response"]!["output"]![0]!["name"]!);
        await SendAsync(socket, """{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_sim_1","output":"42"}}""");
        await SendAsync(socket, """{"type":"response.create"}""");
        Assert.Equal("The tool said: 42", Joined(await UntilAsync(socket, "response.done"), "response.output_text.delta"));
    }

    [Fact]
    public async Task A_response_can_be_cancelled_fail_or_be_cut_off_by_length()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        await SendAsync(socket, """{"type":"response.create","sim":{"reply":"a b","pauses":[{"afterDelta":1,"gate":"mid"}]}}""");
        await client.Server.WaitForGateAsync("mid", SimulatorClient.Token);
        await SendAsync(socket, """{"type":"response.create"}""");
        await UntilAsync(socket, "error");
        await SendAsync(socket, """{"type":"response.cancel"}""");
        Assert.Equal("cancelled", Status(await UntilAsync(socket, "response.done")));
        await SendAsync(socket, """{"type":"response.create","sim":{"reply":"a b","errorAfterDelta":{"after":1}}}""");
        var failed = await UntilAsync(socket, "response.done");
        Assert.Equal("failed", Status(failed));
        Assert.Single(failed, e => Is(e, "error"));
        await SendAsync(socket, """{"type":"response.create","sim":{"finish":"length"}}""");
        Assert.Equal("incomplete", Status(await UntilAsync(socket, "response.done")));
    }

    [Fact]
    public async Task What_is_spoken_gets_the_scripts_transcript_and_is_answered()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        await SendAsync(socket, """{"type":"input_audio_buffer.append","audio":"AAAA"}""");
        await SendAsync(socket, """{"type":"input_audio_buffer.commit","sim":{"reply":"spoken words"}}""");
        var heard = await UntilAsync(socket, "conversation.item.input_audio_transcription.completed");
        Assert.Equal("spoken words", (string)heard[^1]["transcript"]!);
        await SendAsync(socket, """{"type":"response.create"}""");
        Assert.Equal("You said: spoken words", Joined(await UntilAsync(socket, "response.done"), "response.output_audio_transcript.delta"));
    }

    [Theory]
    [InlineData("""{"type":"nonsense","event_id":"e"}""", "type")]
    [InlineData("""{"type":"response.create","sim":{"nonsense":1}}""", "sim.nonsense")]
    [InlineData("no json", null)]
    public async Task A_bad_event_is_answered_and_the_session_goes_on(string message, string? field)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        await SendAsync(socket, message);
        var error = (await UntilAsync(socket, "error"))[^1]["error"]!;
        Assert.Equal(("invalid_request_error", field), ((string)error["type"]!, (string?)error["param"]));
        await SendAsync(socket, """{"type":"response.create"}""");
        Assert.Equal("completed", Status(await UntilAsync(socket, "response.done")));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, SimulatorClient.Token);
        Assert.Equal(RequestOutcome.Completed, await client.Server.Requests[0].Completion);
    }

    [Fact]
    public async Task A_cut_ends_the_connection_without_a_close()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var socket = await ConnectAsync(client);
        await SendAsync(socket, """{"type":"response.create","sim":{"reply":"a b","cutAfterDelta":1}}""");
        await Assert.ThrowsAnyAsync<WebSocketException>(() => UntilAsync(socket, "response.done"));
        Assert.Equal(RequestOutcome.Cut, await client.Server.Requests[0].Completion);
    }

    [Fact]
    public async Task Without_a_websocket_there_is_nothing_to_hear()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.Http.GetAsync("/v1/realtime?model=m", SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    private static async Task<ClientWebSocket> ConnectAsync(SimulatorClient client, bool isBeta = false)
    {
        var socket = new ClientWebSocket();
        if (isBeta) socket.Options.SetRequestHeader("OpenAI-Beta", "realtime=v1");
        var address = new UriBuilder(client.Server.Address) { Scheme = "ws", Path = "/v1/realtime", Query = "model=m" };
        await socket.ConnectAsync(address.Uri, SimulatorClient.Token);
        return socket;
    }

    private static async Task SendAsync(ClientWebSocket socket, string message) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, SimulatorClient.Token);

    /// <summary>All events up to the first of a type.</summary>
    private static async Task<List<JsonNode>> UntilAsync(ClientWebSocket socket, string type)
    {
        var events = new List<JsonNode>();
        do events.Add(await ReadAsync(socket));
        while (!Is(events[^1], type));
        return events;
    }

    private static async Task<JsonNode> ReadAsync(ClientWebSocket socket)
    {
        using var message = new MemoryStream();
        byte[] part = new byte[1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(part, SimulatorClient.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            message.Write(part, 0, read.Count);
            if (read.EndOfMessage) return JsonNode.Parse(message.ToArray())!;
        }
    }

    private static bool Is(JsonNode e, string type) => (string)e["type"]! == type;

    private static IEnumerable<string> Types(List<JsonNode> events) => events.Select(e => (string)e["type"]!);

    private static string Joined(List<JsonNode> events, string type) =>
        string.Concat(events.Where(e => Is(e, type)).Select(e => (string)e["delta"]!));

    private static string Status(List<JsonNode> events) => (string)events[^1]["response"]!["status"]!;
}
