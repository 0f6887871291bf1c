using System.Net;
using Sluice.Gateway.Configuration;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Exchanges;

/// <summary>Whom the built-in simulator answers. The tests are local callers; a trusted proxy on this machine makes them others.</summary>
public sealed class SimulatorAccessTests
{
    private const string TrustLoopback = """ "TrustedProxies": ["127.0.0.0/8", "::1/128"], """;
    private const string Chat = """{"model":"sim-echo","messages":[{"role":"user","content":"hello"}]}""";

    [Theory]
    [InlineData("", "203.0.113.7", HttpStatusCode.OK)] // Nobody is trusted: the peer counts, and it is local.
    [InlineData(TrustLoopback, null, HttpStatusCode.OK)]
    [InlineData(TrustLoopback, "127.0.0.1", HttpStatusCode.OK)]
    [InlineData(TrustLoopback, "203.0.113.7", HttpStatusCode.Forbidden)]
    [InlineData(TrustLoopback, "127.0.0.1, 203.0.113.7", HttpStatusCode.Forbidden)]
    [InlineData(TrustLoopback, "unknown", HttpStatusCode.Forbidden)]
    [InlineData(TrustLoopback + """ "Simulator": { "Enabled": true }, """, "203.0.113.7", HttpStatusCode.OK)]
    [InlineData(TrustLoopback + """ "Simulator": { "Enabled": false }, """, "203.0.113.7", HttpStatusCode.Forbidden)]
    public async Task It_answers_local_callers_and_others_only_where_it_is_enabled(string sluice, string? forwardedFor, HttpStatusCode expected)
    {
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(new Uri(BuiltInSimulator.Address), sluice));
        using HttpResponseMessage response = await AskAsync(gate, forwardedFor);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            Assert.Equal("simulator_disabled", await Given.CodeAsync(response));
        else
            Assert.Contains("You said: hello", await Given.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_upstreams_answer_callers_from_anywhere()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(_ => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream, TrustLoopback);
        using HttpResponseMessage response = await AskAsync(gate, "203.0.113.7");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayFixture gate, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/v1/chat/completions") { Content = Given.Json(Chat) };
        if (forwardedFor is not null)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        return await gate.Client.SendAsync(request, Given.Token);
    }
}
