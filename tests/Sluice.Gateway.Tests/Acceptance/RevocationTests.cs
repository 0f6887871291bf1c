using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Tests.Duplex;
using Sluice.Gateway.Tests.EndToEnd;
using Sluice.Governance.Identity;
using Sluice.Simulator;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Acceptance;

/// <summary>Statement A4 of the acceptance at the proxy: what is under way under a revoked credential ends, in the words of its dialect; and what an expiry does and does not end.</summary>
public sealed class RevocationTests
{
    private const string Begun = "one ";

    public static TheoryData<string> Streaming => new(Dialects.All.Where(s => s.InPieces).Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Streaming))]
    public async Task A4_A_stream_under_way_ends_with_an_error_and_its_upstream_with_it(string name)
    {
        Spoken spoken = Dialects.Named(name);
        await using SimulatorServer simulator = await SimulatorServer.StartAsync();
        await using KeyGate gate = await KeyGate.StartAsync(simulator.Address);
        string secret = gate.Add();
        string other = gate.Add();
        HttpRequestMessage request = KeyGate.Request(spoken, spoken.Question(stream: true), secret, stream: true);
        request.Headers.Add("x-sim-script", Stage.Header(new JsonObject { ["reply"] = "one two", ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = "never" }) }));
        using HttpResponseMessage response = await gate.SendAsync(request);
        Stream body = await response.Content.ReadAsStreamAsync(Given.Token);
        string arrived = "";
        byte[] buffer = new byte[4096];
        while (!arrived.Contains(Begun.Trim(), StringComparison.Ordinal))
            arrived += Encoding.Latin1.GetString(buffer, 0, await body.ReadAsync(buffer, Given.Token));

        gate.Revoke(secret);
        string rest = await new StreamReader(body, Encoding.Latin1).ReadToEndAsync(Given.Token);
        Assert.Contains("revoked", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("two", rest, StringComparison.Ordinal);
        ReceivedRequest aborted = await simulator.WaitForAbortAsync(Given.Token);
        Assert.Equal(RequestOutcome.Aborted, aborted.Outcome);
        using HttpResponseMessage next = await gate.SendAsync(KeyGate.Request(spoken, spoken.Question(stream: false), secret));
        Assert.Equal(HttpStatusCode.Unauthorized, next.StatusCode);
        using HttpResponseMessage others = await gate.SendAsync(KeyGate.Request(spoken, spoken.Question(stream: false), other));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task A4_A_request_that_waits_for_its_answer_is_refused_and_its_upstream_call_cancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            await using CancellationTokenRegistration gone = context.RequestAborted.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
        });
        await using KeyGate gate = await KeyGate.StartAsync(upstream.Address);
        string secret = gate.Add();
        Task<HttpResponseMessage> asking = gate.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), secret));
        await upstream.NextRequestAsync(Given.Token);
        gate.Revoke(secret);
        using HttpResponseMessage response = await asking;
        Assert.Equal((HttpStatusCode.Unauthorized, "credential_revoked"), (response.StatusCode, await Given.CodeAsync(response)));
        await cancelled.Task.WaitAsync(Given.Token);
    }

    [Fact]
    public async Task A4_An_upload_under_way_is_refused()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context => context.Response.WriteAsync("{}"));
        await using KeyGate gate = await KeyGate.StartAsync(upstream.Address);
        string secret = gate.Add();
        using RawCaller caller = await RawCaller.PostAsync(gate.Gate.Proxy, Dialects.All[0].Where("default"), "Transfer-Encoding: chunked", "Expect: 100-continue", $"x-api-key: {secret}");
        Assert.Equal(100, await caller.StatusAsync());
        await caller.HeadAsync();
        await caller.SendChunkAsync("{ ");
        gate.Revoke(secret);
        Assert.Equal(401, await caller.StatusAsync());
        Assert.Equal(0, upstream.Count);
    }

    /// <summary>What the gate does not read it cannot end in good form: it is cut.</summary>
    [Fact]
    public async Task A4_An_answer_that_passes_unread_is_cut()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("[");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using KeyGate gate = await KeyGate.StartAsync(upstream.Address);
        string secret = gate.Add();
        using HttpResponseMessage response = await gate.SendAsync(KeyGate.Request("/openai/default/v1/models", body: null, secret));
        Stream body = await response.Content.ReadAsStreamAsync(Given.Token);
        Assert.Equal('[', body.ReadByte());
        gate.Revoke(secret);
        await Assert.ThrowsAnyAsync<Exception>(async () => await body.ReadExactlyAsync(new byte[1], Given.Token));
    }

    [Fact]
    public async Task A4_A_session_is_told_and_closed_and_its_provider_left()
    {
        await using SocketStage stage = await SocketStage.StartAsync("""
            "Identity": { "Mode": "Keys" }, "Providers": { "up": { "Key": "the-gates-own-key" } },
            """);
        string secret = KeySecret.Create();
        var keys = stage.Gate.Host.Services.GetRequiredService<KeyDirectory>();
        PermissionSet permissions = PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Write));
        keys.Replace("test", [new KeyEntry(stage.Gate.Host.Services.GetRequiredService<KeyHasher>().HashText(secret), new Caller("k") { KeyId = "k", SecretId = "s", Permissions = permissions })]);
        stage.Provider.Chosen = "realtime";

        WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => stage.ConnectAsync());
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync(o =>
        {
            o.AddSubProtocol("realtime");
            o.AddSubProtocol($"openai-insecure-api-key.{secret}");
            o.AddSubProtocol("openai-organization.somebody-else");
        });
        Assert.Equal("realtime", provider.Headers["Sec-WebSocket-Protocol"]);
        Assert.Equal("Bearer the-gates-own-key", provider.Headers["Authorization"]);
        Assert.DoesNotContain(secret, string.Join('\n', provider.Headers.Values) + provider.Target, StringComparison.Ordinal);

        keys.Replace("test", []);
        string told = await Sockets.HearAsync(client);
        Assert.Contains("credential_revoked", told, StringComparison.Ordinal);
        WebSocketReceiveResult closed = await client.ReceiveAsync(new byte[16], Given.Token);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.PolicyViolation), (closed.MessageType, closed.CloseStatus));
        WebSocketReceiveResult left = await provider.Socket.ReceiveAsync(new byte[16], Given.Token);
        Assert.Equal(WebSocketMessageType.Close, left.MessageType);
        client.Dispose();
        provider.Dispose();
    }

    [Fact]
    public async Task Z2_A_session_for_a_model_outside_the_scope_is_refused_and_so_is_one_without_a_model()
    {
        await using SocketStage stage = await SocketStage.StartAsync("""
            "Identity": { "Mode": "Keys" }, "Providers": { "up": { "Key": "the-gates-own-key" } },
            """);
        string secret = KeySecret.Create();
        var caller = new Caller("k") { KeyId = "k", SecretId = "s", Permissions = PermissionSet.All, Scope = new AccessScope { Models = ["gpt-realtime"] } };
        stage.Gate.Host.Services.GetRequiredService<KeyDirectory>().Replace("test", [new KeyEntry(stage.Gate.Host.Services.GetRequiredService<KeyHasher>().HashText(secret), caller)]);
        foreach (string target in (string[])["/g/v1/realtime?model=other", "/g/v1/realtime", "/g/v1/realtime?model=gpt-realtime&model=other"])
        {
            WebSocketException refused = await Assert.ThrowsAsync<WebSocketException>(() => stage.ConnectAsync(target, o => o.SetRequestHeader("Authorization", $"Bearer {secret}")));
            Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        }

        (ClientWebSocket client, ProviderSide provider) = await stage.MeetAsync(o => o.SetRequestHeader("Authorization", $"Bearer {secret}"));
        await Sockets.SayAsync(client, """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"transcription":{"model":"whisper-1"}}}}}""");
        Assert.Contains("model_not_allowed", await Sockets.HearAsync(client), StringComparison.Ordinal);
        await Sockets.SayAsync(client, """{"type":"session.update","session":{"include":["item.input_audio_transcription.logprobs"]}}""");
        Assert.Contains("logprobs", await Sockets.HearAsync(client), StringComparison.Ordinal);
        await Sockets.SayAsync(client, """{"type":"session.update","session":{"type":"realtime","model":"gpt-realtime"}}""");
        Assert.Contains("gpt-realtime", await provider.HearAsync(), StringComparison.Ordinal);
        client.Dispose();
        provider.Dispose();
    }

    [Fact]
    public async Task A_key_that_expires_ends_new_requests_at_its_instant_and_leaves_a_stream_that_began_before()
    {
        await using SimulatorServer simulator = await SimulatorServer.StartAsync();
        var time = new ShiftedTime();
        await using KeyGate gate = await KeyGate.StartAsync(simulator.Address, configure: o => o with { Time = time });
        DateTimeOffset end = time.GetUtcNow().AddHours(1);
        string secret = gate.Add(c => c with { ExpiresAt = end });
        HttpRequestMessage request = KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: true), secret);
        request.Headers.Add("x-sim-script", Stage.Header(new JsonObject { ["reply"] = "one two", ["pauses"] = new JsonArray(new JsonObject { ["afterDelta"] = 1, ["gate"] = "expired" }) }));
        using HttpResponseMessage stream = await gate.SendAsync(request);

        time.Ahead = TimeSpan.FromHours(1);
        using HttpResponseMessage refused = await gate.SendAsync(KeyGate.Request(Dialects.All[0], Dialects.All[0].Question(stream: false), secret));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        simulator.OpenGate("expired");
        Assert.EndsWith("data: [DONE]\n\n", await Given.TextAsync(stream), StringComparison.Ordinal);
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
