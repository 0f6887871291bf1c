using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Exchanges;
using Sluice.Inspection;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Tests.Duplex;

/// <summary>WebSockets through a real gate: what is accounted for, and what happens when the gate itself fails, reloads or stops.</summary>
public sealed class SocketAccountTests
{
    private const string Ask = """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"@"}]}}""";
    private const string Delta = """{"type":"response.output_text.delta","response_id":"r","item_id":"i","delta":"@"}""";

    [Fact]
    public async Task A_session_is_one_exchange()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == "Sluice", Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        string id = "";
        await using (SocketStage stage = await SocketStage.StartAsync(route: "session-span"))
        {
            (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync(o =>
            {
                o.AddSubProtocol("realtime");
                o.AddSubProtocol("openai-insecure-api-key.canary");
            });
            using (client)
            using (provider)
            {
                await Sockets.SayAsync(client, Ask.Replace("@", "EMP-123456."));
                await provider.HearAsync();
                await provider.SayAsync("""{"type":"response.done","response":{"id":"r","usage":{"input_tokens":3,"output_tokens":4}}}""");
                await Sockets.HearAsync(client);
                await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
                await provider.Socket.ReceiveAsync(new byte[10], Given.Token);
                await provider.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
                await client.ReceiveAsync(new byte[10], Given.Token);
            }

            id = stage.Gate.Host.Services.GetRequiredService<Sluice.Governance.Identity.CallerFingerprint>().Of("canary").Id;
        }

        Activity span = Assert.Single(spans, s => "session-span".Equals(s.GetTagItem("sluice.route")));
        Dictionary<string, object?> tags = span.TagObjects.ToDictionary(StringComparer.Ordinal);
        Assert.Equal((101, "gpt-realtime", "Redact"), (tags["http.response.status_code"], tags["gen_ai.request.model"], tags["sluice.decision"]));
        Assert.Equal((3L, 4L), (tags["gen_ai.usage.input_tokens"], tags["gen_ai.usage.output_tokens"]));
        Assert.Equal(id, tags["sluice.caller"]);
        Assert.False(tags.ContainsKey("error.type"));
        Assert.DoesNotContain(tags.Values, v => v!.ToString()!.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_session_buffers_is_given_back()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (provider)
        {
            await Sockets.SayAsync(client, Ask.Replace("@", new string('x', 50_000)));
            await provider.HearAsync();
            await provider.SayAsync(Delta.Replace("@", "EMP-12"));
            await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
            await provider.Socket.ReceiveAsync(new byte[10], Given.Token);
            await provider.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
            client.Dispose();
        }

        BufferBudget budget = stage.Gate.Host.Services.GetRequiredService<BufferBudget>();
        await stage.Gate.Host.DisposeAsync();
        Assert.Equal(0, budget.Used);
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Allow")]
    public async Task When_inspection_fails_the_policy_decides(string mode)
    {
        var failing = new InspectionEntry((_, _, _) => throw new InvalidOperationException("canary"), Inspector.InspectResponse, (exchange, type, limits) => new Failing(Inspector.OpenStream(exchange, type, limits)!));
        await using SocketStage stage = await SocketStage.StartAsync(configure: o => o with { Inspection = failing }, policy: $"\"OnFailure\": \"{mode}\",");
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            await Sockets.SayAsync(client, Ask);
            if (mode == "Allow")
            {
                Assert.Equal(Ask, await provider.HearAsync());
                await provider.SayAsync(Delta);
                Assert.Equal(Delta, await Sockets.HearAsync(client));
                await provider.SayAsync(Ask);
                Assert.Equal(Ask, await Sockets.HearAsync(client));
            }
            else
            {
                Assert.Contains("inspection_failed", await Sockets.HearAsync(client), StringComparison.Ordinal);
                await provider.SayAsync(Delta);
                Assert.Contains("inspection_failed", await Sockets.HearAsync(client), StringComparison.Ordinal);
                Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[10], Given.Token)).MessageType);
                Assert.Equal(WebSocketCloseStatus.InternalServerError, client.CloseStatus);
            }
        }

        Assert.DoesNotContain("canary", stage.Gate.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_keeps_the_policy_that_it_began_with()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            string config = await File.ReadAllTextAsync(stage.Gate.ConfigFile, Given.Token);
            await File.WriteAllTextAsync(stage.Gate.ConfigFile, config.Replace("\"Then\": \"Redact\"", "\"Then\": \"Flag\"", StringComparison.Ordinal), Given.Token);
            Assert.Empty((await stage.Gate.Host.ReloadAsync(Given.Token)).Errors);
            await Sockets.SayAsync(client, Ask.Replace("@", "EMP-123456."));
            Assert.Equal(Ask.Replace("@", "[REDACTED:employee]."), await provider.HearAsync());
            (ClientWebSocket later, ProviderSide other) = await stage.MeetAsync();
            using (later)
            using (other)
            {
                await Sockets.SayAsync(later, Ask.Replace("@", "EMP-123456."));
                Assert.Equal(Ask.Replace("@", "EMP-123456."), await other.HearAsync());
            }
        }
    }

    [Fact]
    public async Task A_gate_that_stops_says_so()
    {
        await using SocketStage stage = await SocketStage.StartAsync();
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync();
        using (client)
        using (provider)
        {
            Task stopped = stage.Gate.Host.DisposeAsync().AsTask();
            Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[10], Given.Token)).MessageType);
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
            Assert.Equal(WebSocketMessageType.Close, (await provider.Socket.ReceiveAsync(new byte[10], Given.Token)).MessageType);
            await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
            await provider.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Given.Token);
            await stopped;
        }
    }

    [Fact]
    public async Task Over_HTTP_2_it_is_the_same()
    {
        await using SocketStage stage = await SocketStage.StartAsync(configure: o => o with
        {
            Sources = o.Sources with { Overrides = new Dictionary<string, string>(o.Sources.Overrides, StringComparer.Ordinal) { ["Kestrel:Endpoints:Proxy:Protocols"] = "Http2" } },
        });
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var invoker = new HttpMessageInvoker(handler);
        using var client = new ClientWebSocket();
        client.Options.HttpVersion = HttpVersion.Version20;
        client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await client.ConnectAsync(new UriBuilder(new Uri(stage.Gate.Proxy, "/g/v1/realtime?model=m")) { Scheme = "ws" }.Uri, invoker, Given.Token);
        using ProviderSide provider = await stage.Provider.NextAsync();
        Assert.Equal("/v1/realtime?model=m", provider.Target);
        await Sockets.SayAsync(client, Ask.Replace("@", "EMP-123456."));
        Assert.Equal(Ask.Replace("@", "[REDACTED:employee]."), await provider.HearAsync());
        await provider.SayAsync(Delta.Replace("@", "EMP-123456. "));
        Assert.Equal(Delta.Replace("@", "[REDACTED:employee]. "), await Sockets.HearAsync(client));
    }

    private sealed class Failing(StreamGuard inner) : StreamGuard
    {
        public override int Held => inner.Held;

        public override int Buffered => inner.Buffered;

        public override void Push(ReadOnlySpan<byte> arrived, System.Buffers.IBufferWriter<byte> output) => throw new InvalidOperationException("canary");

        public override void Complete(System.Buffers.IBufferWriter<byte> output) => inner.Complete(output);

        public override void Fail(Sluice.Inspection.Dialects.Refusal refusal, System.Buffers.IBufferWriter<byte> output)
        {
            inner.Fail(refusal, output);
            Ended = true;
        }
    }
}
