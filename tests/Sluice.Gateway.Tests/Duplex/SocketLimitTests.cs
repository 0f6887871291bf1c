using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>R1 to R3 on WebSockets: a session is one request and one slot, refused at the handshake, and settled when it ends.</summary>
public sealed class SocketLimitTests
{
    private const string Done = """{"type":"response.done","response":{"id":"r","usage":{"input_tokens":30,"output_tokens":40}}}""";

    [Fact]
    public async Task R1_The_session_beyond_the_limit_is_refused_at_the_handshake_and_the_provider_never_hears_of_it()
    {
        await using SocketStage stage = await StageAsync("""{ "few": { "Per": "Global", "Max": 1, "Window": "1h" } }""");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        await EndAsync(client, provider);
        int asked = 0;
        stage.Provider.Refusing = context =>
        {
            asked++;
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage refused = await ShakeAsync(stage);
            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"), (refused.StatusCode, await Given.CodeAsync(refused)));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(62));
        }

        Assert.Equal(0, asked);
    }

    /// <summary>Whichever side ends it, and however.</summary>
    [Theory]
    [InlineData("closed")]
    [InlineData("caller cut")]
    [InlineData("provider cut")]
    public async Task R3_A_session_holds_its_slot_until_it_ends(string end)
    {
        await using SocketStage stage = await StageAsync("""{ "c": { "Per": "Global", "Count": "Concurrent", "Max": 1 } }""");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (HttpResponseMessage refused = await ShakeAsync(stage))
            Assert.Equal((HttpStatusCode.TooManyRequests, 1), (refused.StatusCode, refused.Headers.RetryAfter!.Delta!.Value.Seconds));
        await Sockets.SayAsync(client, """{"type":"response.create"}""");
        await provider.HearAsync();
        using (HttpResponseMessage refused = await ShakeAsync(stage))
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        switch (end)
        {
            case "closed":
                await EndAsync(client, provider);
                break;
            case "caller cut":
                client.Abort();
                break;
            default:
                provider.Cut();
                break;
        }

        (client, provider) = await UntilMetAsync(stage);
        await EndAsync(client, provider);
    }

    [Fact]
    public async Task R2_What_a_session_took_is_counted_when_it_ends()
    {
        await using SocketStage stage = await StageAsync("""{ "t": { "Per": "Global", "Count": "Tokens", "Max": 50, "Window": "1h" } }""");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        await provider.SayAsync(Done);
        Assert.Equal(Done, await Sockets.HearAsync(client));
        (ClientWebSocket other, ProviderSide otherProvider) = await stage.MeetAsync(); // Nothing of it is counted yet.
        await EndAsync(other, otherProvider);
        await EndAsync(client, provider);
        HttpResponseMessage next = await ShakeAsync(stage);
        while (next.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            next.Dispose(); // Settled a moment after its last message.
            next = await ShakeAsync(stage);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, next.StatusCode);
        Assert.Equal("50", next.Headers.GetValues("x-ratelimit-limit-tokens").Single());
        Assert.True(next.Headers.RetryAfter!.Delta > TimeSpan.FromHours(1), "70 tokens of 50 an hour are more than an hour's worth");
        next.Dispose();
    }

    [Fact]
    public async Task A_session_that_never_came_about_costs_nothing()
    {
        await using SocketStage stage = await StageAsync("""{ "r": { "Per": "Global", "Max": 1, "Window": "1h" }, "c": { "Per": "Global", "Count": "Concurrent", "Max": 1 } }""");
        stage.Provider.Refusing = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        for (int i = 0; i < 3; i++)
        {
            HttpResponseMessage failed = await ShakeAsync(stage);
            while (failed.StatusCode == HttpStatusCode.TooManyRequests)
                failed = await ShakeAsync(stage); // What the one before held comes back a moment after its answer.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
            failed.Dispose();
        }

        stage.Provider.Refusing = null;
        (ClientWebSocket client, ProviderSide provider) = await UntilMetAsync(stage);
        await EndAsync(client, provider);
    }

    private static Task<SocketStage> StageAsync(string quotas) => SocketStage.StartAsync($"\"Quotas\": {quotas},");

    /// <summary>A handshake, whose answer may be a refusal. The connection goes with the answer.</summary>
    private static async Task<HttpResponseMessage> ShakeAsync(SocketStage stage)
    {
        using HttpClient client = GatewayFixture.NewClient(stage.Gate.Proxy);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/g/v1/realtime?model=gpt-realtime");
        request.Headers.Add("Connection", "Upgrade");
        request.Headers.Add("Upgrade", "websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
        if (answer.StatusCode != HttpStatusCode.SwitchingProtocols)
            await answer.Content.LoadIntoBufferAsync(Given.Token);
        return answer;
    }

    /// <summary>What a session held comes back a moment after its end.</summary>
    private static async Task<(ClientWebSocket Client, ProviderSide Provider)> UntilMetAsync(SocketStage stage)
    {
        while (true)
        {
            try
            {
                return await stage.MeetAsync();
            }
            catch (WebSocketException)
            {
                await Task.Delay(5, Given.Token);
            }
        }
    }

    private static async Task EndAsync(ClientWebSocket client, ProviderSide provider)
    {
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
        await provider.Socket.ReceiveAsync(new byte[10], Given.Token);
        await provider.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
        await client.ReceiveAsync(new byte[10], Given.Token);
        client.Dispose();
        provider.Dispose();
    }
}
