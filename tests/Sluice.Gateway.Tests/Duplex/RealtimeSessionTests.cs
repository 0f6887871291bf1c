using System.Net.WebSockets;
using System.Text.Json;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>Realtime sessions through a real gate: what is said, both ways.</summary>
public sealed class RealtimeSessionTests
{
    private const string Ask = """{"type":"conversation.item.create","event_id":"e1","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"@"}]}}""";

    [Fact]
    public async Task Clean_messages_pass_as_they_are()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            string ask = Ask.Replace("@", "Hello \\u00e9 \\/ there");
            await Sockets.SayAsync(client, ask);
            Assert.Equal(ask, await provider.HearAsync());
            string answer = Delta("Hello ");
            await provider.SayAsync(answer);
            Assert.Equal(answer, await Sockets.HearAsync(client));
            Assert.Equal("/v1/realtime?model=gpt-realtime", provider.Target);
        }
    }

    [Fact]
    public async Task What_a_caller_says_is_redacted()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(client, Ask.Replace("@", "for EMP-123456 only"));
            Assert.Equal(Ask.Replace("@", "for [REDACTED:employee] only"), await provider.HearAsync());
        }
    }

    [Fact]
    public async Task A_blocked_event_is_answered_by_an_error_and_the_session_stays()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(client, Ask.Replace("@", "Bluebird"));
            using JsonDocument error = JsonDocument.Parse(await Sockets.HearAsync(client));
            JsonElement told = error.RootElement.GetProperty("error");
            Assert.Equal(("invalid_request_error", "content_filter", "e1"), (told.GetProperty("type").GetString(), told.GetProperty("code").GetString(), told.GetProperty("event_id").GetString()));
            await Sockets.SayAsync(client, Ask.Replace("@", "fine"));
            Assert.Equal(Ask.Replace("@", "fine"), await provider.HearAsync());
        }
    }

    [Theory]
    [InlineData("{\"type\":\"a\",\"type\":\"b\"}")]
    [InlineData("no json")]
    public async Task A_message_that_cannot_be_read_is_refused_and_the_session_stays(string message)
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(client, message);
            Assert.Contains("\"code\":\"invalid_json\"", await Sockets.HearAsync(client), StringComparison.Ordinal);
            await Sockets.SayAsync(client, Ask);
            Assert.Equal(Ask, await provider.HearAsync());
        }
    }

    [Fact]
    public async Task A_value_over_two_events_is_redacted_towards_the_caller()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            foreach (string piece in (string[])["It is EMP-12", "3456.", " So."])
                await provider.SayAsync(Delta(piece));
            await provider.SayAsync(Done("It is EMP-123456. So."));
            string text = "";
            string message;
            while ((message = await Sockets.HearAsync(client)).Contains(".delta", StringComparison.Ordinal))
            {
                using JsonDocument delta = JsonDocument.Parse(message);
                text += delta.RootElement.GetProperty("delta").GetString();
            }

            Assert.Equal("It is [REDACTED:employee]. So.", text);
            Assert.Equal(Done("It is [REDACTED:employee]. So."), message);
        }
    }

    [Fact]
    public async Task A_blocked_response_is_cancelled_upstream_and_done_for_the_caller()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await provider.SayAsync(Delta("Bluebird."));
            Assert.Equal("""{"type":"response.cancel","event_id":"event_sluice_cancel","response_id":"r"}""", await provider.HearAsync());
            Assert.Contains("\"status\":\"incomplete\",\"status_details\":{\"type\":\"incomplete\",\"reason\":\"content_filter\"}", await Sockets.HearAsync(client), StringComparison.Ordinal);
            await provider.SayAsync(Delta("More of it"));
            string next = Delta("Fine. ").Replace("\"r\"", "\"r2\"", StringComparison.Ordinal);
            await provider.SayAsync(next);
            Assert.Equal(next, await Sockets.HearAsync(client));
        }
    }

    [Fact]
    public async Task A_message_in_many_frames_is_judged_whole()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            byte[] ask = System.Text.Encoding.UTF8.GetBytes(Ask.Replace("@", "EMP-123456" + new string('x', 100_000)));
            for (int at = 0; at < ask.Length; at += 1000)
                await client.SendAsync(ask.AsMemory(at, Math.Min(1000, ask.Length - at)), WebSocketMessageType.Text, at + 1000 >= ask.Length, Given.Token);
            Assert.Equal(Ask.Replace("@", "EMP-123456" + new string('x', 100_000)), await provider.HearAsync());
            await Sockets.SayAsync(client, Ask.Replace("@", "EMP-123456 " + new string('x', 100_000)));
            Assert.StartsWith(Ask[..Ask.IndexOf('@', StringComparison.Ordinal)] + "[REDACTED:employee] x", await provider.HearAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_beyond_the_bound_ends_the_session(bool fromClient)
    {
        await using SocketStage stage = await SocketStage.StartAsync("\"Limits\": { \"MaxEventBytes\": 65536 },");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(fromClient ? client : provider.Socket, Ask.Replace("@", new string('x', 70_000)));
            Assert.Contains("\"code\":\"message_too_large\"", await Sockets.HearAsync(client), StringComparison.Ordinal);
            Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[100], Given.Token)).MessageType);
            Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.CloseStatus);
            Assert.Equal(WebSocketMessageType.Close, (await provider.Socket.ReceiveAsync(new byte[100], Given.Token)).MessageType);
        }
    }

    [Fact]
    public async Task Binary_messages_are_refused_unless_the_unknown_passes()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await client.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, Given.Token);
            Assert.Contains("unsupported_message_type", await Sockets.HearAsync(client), StringComparison.Ordinal);
            await provider.Socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, Given.Token);
            Assert.Contains("unsupported_message_type", await Sockets.HearAsync(client), StringComparison.Ordinal);
        }

        using ClientWebSocket open = await stage.ConnectAsync("/open/v1/realtime");
        using ProviderSide other = await stage.Provider.NextAsync();
        byte[] buffer = new byte[16];
        await open.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, Given.Token);
        WebSocketReceiveResult read = await other.Socket.ReceiveAsync(buffer, Given.Token);
        Assert.Equal((WebSocketMessageType.Binary, 3), (read.MessageType, read.Count));
        await other.Socket.SendAsync(new byte[] { 4, 5 }, WebSocketMessageType.Binary, true, Given.Token);
        read = await open.ReceiveAsync(buffer, Given.Token);
        Assert.Equal((WebSocketMessageType.Binary, 2), (read.MessageType, read.Count));
    }

    private static string Delta(string text) => $$"""{"type":"response.output_text.delta","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"{{text}}"}""";

    private static string Done(string text) => $$"""{"type":"response.output_text.done","response_id":"r","item_id":"i","output_index":0,"content_index":0,"text":"{{text}}"}""";
}
