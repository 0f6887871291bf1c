using System.Net;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Forwarding;

public sealed class PassThroughTests
{
    [Fact]
    public async Task Unguarded_traffic_is_byte_identical_both_ways()
    {
        byte[] request = new byte[300_000];
        byte[] answer = new byte[500_000];
        new Random(1).NextBytes(request);
        new Random(2).NextBytes(answer);
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.ContentEncoding = "zstd";
            context.Response.Headers.ETag = "\"v\"";
            await context.Response.Body.WriteAsync(answer);
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var content = Given.Json(request, "zstd");
        using HttpResponseMessage response = await gate.Client.PostAsync("/plain/any/path?key=v&a=%20b", content, Given.Token);
        RawRequest seen = await upstream.NextRequestAsync(Given.Token);
        Assert.Equal(request, seen.Body);
        Assert.Equal("zstd", seen.Headers["Content-Encoding"]);
        Assert.Equal("/any/path?key=v&a=%20b", seen.Target);
        Assert.Equal(answer, await response.Content.ReadAsByteArrayAsync(Given.Token));
        Assert.Equal(["zstd"], response.Content.Headers.ContentEncoding);
        Assert.Equal("\"v\"", response.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("/g/chat")]
    [InlineData("/plain/chat")]
    public async Task Headers_pass_and_the_gate_adds_none(string path)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Given.Json("{}") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer sk-canary");
        request.Headers.TryAddWithoutValidation("OpenAI-Beta", "assistants=v2");
        request.Headers.TryAddWithoutValidation("x-stainless-lang", "python");
        request.Headers.TryAddWithoutValidation("User-Agent", "OpenAI/Python 1.2");
        request.Headers.TryAddWithoutValidation("Connection", "x-hop");
        request.Headers.TryAddWithoutValidation("Keep-Alive", "timeout=5");
        request.Headers.TryAddWithoutValidation("Proxy-Authorization", "Basic canary");
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        RawRequest seen = await upstream.NextRequestAsync(Given.Token);
        Assert.Equal("Bearer sk-canary", seen.Headers["Authorization"]);
        Assert.Equal("assistants=v2", seen.Headers["OpenAI-Beta"]);
        Assert.Equal("python", seen.Headers["x-stainless-lang"]);
        Assert.Equal("OpenAI/Python 1.2", seen.Headers["User-Agent"]);
        Assert.Equal(upstream.Address.Authority, seen.Headers["Host"]);
        string[] expected = ["Authorization", "Content-Length", "Content-Type", "Host", "OpenAI-Beta", "User-Agent", "x-stainless-lang"];
        Assert.Equal(expected, seen.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Trace_headers_of_the_caller_pass_unchanged()
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using RawUpstream upstream = await RawUpstream.StartAsync(context => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = Given.Json("{}") };
        request.Headers.TryAddWithoutValidation("traceparent", trace);
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(trace, (await upstream.NextRequestAsync(Given.Token)).Headers["traceparent"]);
    }

    [Fact]
    public async Task Upgrades_are_refused_on_guarded_routes()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(context => Task.CompletedTask);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/g/realtime");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("unsupported_protocol", await Given.CodeAsync(response));
        Assert.Equal(0, upstream.Count);
    }
}
