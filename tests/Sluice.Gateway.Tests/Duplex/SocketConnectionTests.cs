using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>WebSockets through a real gate: how they open and how they end.</summary>
public sealed class SocketConnectionTests
{
    private const string Key = "sk-proj-not-a-real-key-1234567890";

    [Fact]
    public async Task Credentials_and_subprotocols_reach_the_provider_alone_and_extensions_do_not()
    {
        await using SocketStage stage = await SocketStage.StartAsync(configure: o => o with { Logging = Loud(o) });
        stage.Provider.Chosen = "realtime";
        using ClientWebSocket client = await stage.ConnectAsync(o =>
        {
            o.AddSubProtocol("realtime");
            o.AddSubProtocol("openai-insecure-api-key." + Key);
            o.AddSubProtocol("openai-beta.realtime-v1");
            o.SetRequestHeader("Authorization", "Bearer x");
            o.SetRequestHeader("OpenAI-Organization", "org");
            o.DangerousDeflateOptions = new WebSocketDeflateOptions();
        });
        using ProviderSide provider = await stage.Provider.NextAsync();
        Assert.Equal("realtime", client.SubProtocol);
        Assert.Equal($"realtime, openai-insecure-api-key.{Key}, openai-beta.realtime-v1", provider.Headers["Sec-WebSocket-Protocol"]);
        Assert.Equal(("Bearer x", "org"), (provider.Headers["Authorization"], provider.Headers["OpenAI-Organization"]));
        Assert.False(provider.Headers.ContainsKey("Sec-WebSocket-Extensions"));
        Assert.False(client.HttpResponseHeaders!.ContainsKey("Sec-WebSocket-Extensions"));
        Assert.DoesNotContain(client.HttpResponseHeaders.Values.SelectMany(v => v), v => v.Contains(Key, StringComparison.Ordinal));
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
        await provider.Socket.ReceiveAsync(new byte[10], Given.Token);
        Assert.DoesNotContain(Key, stage.Gate.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebSocketCloseStatus.NormalClosure, "bye")]
    [InlineData((WebSocketCloseStatus)4001, "EMP-123456 leaves")]
    [InlineData((WebSocketCloseStatus)3000, "Bluebird")]
    public async Task A_close_passes_both_ways_with_its_code(WebSocketCloseStatus status, string reason)
    {
        string passed = reason switch { "Bluebird" => "", _ => reason.Replace("EMP-123456", "[REDACTED:employee]", StringComparison.Ordinal) };
        await using SocketStage stage = await SocketStage.StartAsync();
        foreach (bool clientFirst in (bool[])[true, false])
        {
            (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
            using (client)
            using (provider)
            {
                (WebSocket closes, WebSocket learns) = clientFirst ? ((WebSocket)client, provider.Socket) : (provider.Socket, client);
                await closes.CloseOutputAsync(status, reason, Given.Token);
                Assert.Equal(WebSocketMessageType.Close, (await learns.ReceiveAsync(new byte[10], Given.Token)).MessageType);
                Assert.Equal((status, passed), (learns.CloseStatus, learns.CloseStatusDescription ?? ""));
                await learns.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
                Assert.Equal(WebSocketMessageType.Close, (await closes.ReceiveAsync(new byte[10], Given.Token)).MessageType);
            }
        }
    }

    [Fact]
    public async Task A_close_without_a_code_is_a_normal_one()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(stage.Gate.Proxy.Host, stage.Gate.Proxy.Port, Given.Token);
        await client.GetStream().WriteAsync("GET /g/v1/realtime HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray(), Given.Token);
        using ProviderSide provider = await stage.Provider.NextAsync();
        using var answer = new StreamReader(client.GetStream(), leaveOpen: true);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", await answer.ReadLineAsync(Given.Token));
        await client.GetStream().WriteAsync(new byte[] { 0x88, 0x80, 0, 0, 0, 0 }, Given.Token);
        Assert.Equal(WebSocketMessageType.Close, (await provider.Socket.ReceiveAsync(new byte[10], Given.Token)).MessageType);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, provider.Socket.CloseStatus);
    }

    [Fact]
    public async Task What_is_held_leaves_before_a_close()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            const string Delta = """{"type":"response.output_text.delta","response_id":"r","item_id":"i","delta":"EMP-12"}""";
            await provider.SayAsync(Delta);
            await provider.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
            Assert.Equal(Delta, await Sockets.HearAsync(client));
        }
    }

    [Fact]
    public async Task A_cut_stays_a_cut()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            provider.Cut();
            await Assert.ThrowsAsync<WebSocketException>(() => client.ReceiveAsync(new byte[10], Given.Token));
            Assert.Null(client.CloseStatus);
        }
    }

    [Fact]
    public async Task A_caller_that_is_gone_ends_the_providers_side_at_once()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (provider)
        {
            client.Abort();
            await Assert.ThrowsAsync<WebSocketException>(() => provider.Socket.ReceiveAsync(new byte[10], Given.Token));
            client.Dispose();
        }
    }

    [Fact]
    public async Task Silence_of_both_sides_ends_the_session()
    {
        var clock = new PatienceTime();
        await using SocketStage stage = await SocketStage.StartAsync(cluster: "\"HttpRequest\": { \"ActivityTimeout\": \"00:07:00\" },", configure: o => o with { Time = clock });
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await clock.FireAsync(PatienceTime.Idle);
            Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[10], Given.Token)).MessageType);
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
            Assert.Equal(WebSocketMessageType.Close, (await provider.Socket.ReceiveAsync(new byte[10], Given.Token)).MessageType);
        }
    }

    [Theory]
    [InlineData(401, "application/json", "{\"error\":{\"message\":\"No EMP-123456.\",\"code\":\"invalid_api_key\"}}", 401, "{\"error\":{\"message\":\"No [REDACTED:employee].\",\"code\":\"invalid_api_key\"}}")]
    [InlineData(429, "text/plain", "EMP-123456", 429, "\"code\":\"upstream_refused_websocket\"")]
    [InlineData(200, "application/json", "{}", 502, "\"code\":\"upstream_refused_websocket\"")]
    public async Task A_refused_upgrade_passes_on_with_its_status_and_body(int status, string type, string body, int seen, string expected)
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        stage.Provider.Refusing = async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body, Given.Token);
        };
        using HttpResponseMessage response = await AskAsync(stage, "/g/v1/realtime", "websocket");
        Assert.Equal(seen, (int)response.StatusCode);
        Assert.Contains(expected, await Given.TextAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/g/v1/realtime", "other")]
    [InlineData("/g/v1/chat/completions", "websocket")]
    [InlineData("/g/elsewhere", "websocket")]
    [InlineData("/open/elsewhere", "websocket")]
    public async Task Other_tunnels_are_refused(string path, string upgrade)
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        using HttpResponseMessage response = await AskAsync(stage, path, upgrade);
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("unsupported_protocol", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task A_provider_that_is_away_is_named_as_such()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        await stage.Provider.DisposeAsync();
        using HttpResponseMessage response = await AskAsync(stage, "/g/v1/realtime", "websocket");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_unreachable", await Given.CodeAsync(response));
    }

    private static Action<ILoggingBuilder> Loud(GatewayHostOptions options) => logging =>
    {
        options.Logging(logging);
        logging.SetMinimumLevel(LogLevel.Trace);
    };

    private static async Task<HttpResponseMessage> AskAsync(SocketStage stage, string path, string upgrade)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", upgrade);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await stage.Gate.Client.SendAsync(request, Given.Token);
    }

    [Fact]
    public async Task A_caller_that_never_reads_does_not_keep_a_session_alive()
    {
        var clock = new PatienceTime();
        await using SocketStage stage = await SocketStage.StartAsync(cluster: "\"HttpRequest\": { \"ActivityTimeout\": \"00:07:00\" },", configure: o => o with { Time = clock });
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            Task flood = FloodAsync(provider);
            await clock.FireAsync(PatienceTime.Idle);
            await clock.FireAsync(PatienceTime.Grace);
            await flood.WaitAsync(Given.Token);
        }
    }

    private static async Task FloodAsync(ProviderSide provider)
    {
        string message = $"{{\"type\":\"x\",\"text\":\"{new string('x', 1 << 20)}\"}}";
        try
        {
            while (!provider.Gone.IsCancellationRequested) // Kestrel takes what is written to a connection that is gone, and drops it.
                await provider.SayAsync(message);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The gate has ended the connection.
        }
    }

    /// <summary>A clock two of whose timers go off when the test says so.</summary>
    private sealed class PatienceTime : TimeProvider
    {
        public static readonly TimeSpan Idle = TimeSpan.FromMinutes(7);
        public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

        private readonly TaskCompletionSource<Action> _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Action> _grace = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task FireAsync(TimeSpan timer)
        {
            Action fire = await (timer == Idle ? _idle : _grace).Task.WaitAsync(Given.Token);
            fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Idle || dueTime == Grace)
                (dueTime == Idle ? _idle : _grace).TrySetResult(() => callback(state));
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
