using System.Net;
using Sluice.Gateway.Tests.Acceptance;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Limits;

/// <summary>Who is over a limit costs the gate little: once one request was refused, the bodies of those behind it are neither read nor judged.</summary>
public sealed class RefusedFloodTests
{
    [Theory]
    [InlineData("\"Max\": 1")]
    [InlineData("\"Per\": \"Tenant\", \"Max\": 1")]
    [InlineData("\"Per\": \"Source\", \"Max\": 1")]
    [InlineData("\"Per\": \"Global\", \"Max\": 1")]
    public async Task R5_What_is_refused_again_is_not_inspected(string limit)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        int judged = 0;
        await using GatewayFixture gate = await GateAsync(upstream, $$"""{ "few": { {{limit}}, "Window": "1h" } }""", () => judged++);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], [await AskAsync(gate), await AskAsync(gate)]);
        Assert.Equal(2, judged);
        for (int i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(gate));
        Assert.Equal(2, judged);
    }

    /// <summary>The answer comes while the caller has not sent a byte of its body, so nobody can have read it.</summary>
    [Fact]
    public async Task R5_A_refusal_that_is_known_does_not_wait_for_the_body()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await GateAsync(upstream, """{ "few": { "Per": "Global", "Max": 1, "Window": "1h" } }""", () => { });
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], [await AskAsync(gate), await AskAsync(gate)]);
        using RawCaller caller = await RawCaller.PostAsync(gate.Proxy, "/g/chat", "Content-Length: 1000");
        Assert.Equal(429, await caller.StatusAsync());
        using RawCaller polite = await RawCaller.PostAsync(gate.Proxy, "/g/chat", "Content-Length: 1000", "Expect: 100-continue");
        Assert.Equal(429, await polite.StatusAsync());
    }

    /// <summary>A refusal that nobody had to read for says the same, in the same headers, and is accounted for.</summary>
    [Fact]
    public async Task R1_It_is_the_same_refusal()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await GateAsync(upstream, """{ "few": { "Per": "Global", "Max": 1, "Window": "1h" } }""", () => { });
        await AskAsync(gate);
        using HttpResponseMessage judged = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        using HttpResponseMessage known = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        foreach (HttpResponseMessage refused in (HttpResponseMessage[])[judged, known])
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"), (refused.StatusCode, await Given.CodeAsync(refused)));
            Assert.InRange((int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3_500, 3_661);
            Assert.Equal("\"few\";q=1;w=3600", refused.Headers.GetValues("RateLimit-Policy").Single());
        }

        IReadOnlyList<string> lines = await gate.StopAndReadAuditAsync();
        Assert.Equal(2, lines.Count(l => l.Contains("\"outcome\":\"limited\"", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(l => l.Contains("\"event\":\"exchange\"", StringComparison.Ordinal)));
    }

    /// <summary>Slots become free any moment: half a second at most is a flood of streams refused unread.</summary>
    [Fact]
    public async Task R3_What_a_slot_was_refused_to_is_not_inspected_until_one_is_free()
    {
        var hold = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using RawUpstream upstream = await RawUpstream.StartAsync(context =>
        {
            arrived.TrySetResult();
            return hold.Task.WaitAsync(context.RequestAborted);
        });
        int judged = 0;
        var clock = new ManualClock();
        await using GatewayFixture gate = await GateAsync(upstream, """{ "c": { "Per": "Global", "Count": "Concurrent", "Max": 1 } }""", () => judged++, clock);
        Task<HttpStatusCode> first = AskAsync(gate);
        await arrived.Task;
        for (int i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(gate));
        Assert.Equal(2, judged);
        clock.Advance(TimeSpan.FromMilliseconds(501));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(gate));
        Assert.Equal(3, judged);
        hold.SetResult();
        Assert.Equal(HttpStatusCode.OK, await first);
        while (await AskAsync(gate) == HttpStatusCode.TooManyRequests)
            clock.Advance(TimeSpan.FromMilliseconds(10)); // Settled a moment after the answer's last byte.
    }

    private static Task<GatewayFixture> GateAsync(RawUpstream upstream, string quotas, Action judged, TimeProvider? time = null)
    {
        var counting = ProbeInspection.Entry with
        {
            Request = (exchange, body, limits) =>
            {
                judged();
                return ProbeInspection.Entry.Request(exchange, body, limits);
            },
        };
        return Given.GateAsync(Given.Config(upstream.Address, $"\"Quotas\": {quotas},"), counting, o => time is null ? o : o with { Time = time });
    }

    private static async Task<HttpStatusCode> AskAsync(GatewayFixture gate)
    {
        using HttpResponseMessage answer = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        return answer.StatusCode;
    }
}
