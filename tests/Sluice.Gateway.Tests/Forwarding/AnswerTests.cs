using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Exchanges;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Forwarding;

public sealed class AnswerTests
{
    private const string Clean = """{ "n" : 1E-7, "text":"\u00e9" }""" + "\r\n";

    [Fact]
    public async Task A_clean_answer_comes_back_byte_for_byte_with_its_headers()
    {
        await using RawUpstream upstream = await Answering(Encoding.UTF8.GetBytes(Clean), headers: h =>
        {
            h.ETag = "\"v1\"";
            h["x-request-id"] = "r-1";
            h["openai-processing-ms"] = "12";
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(Clean, await Given.TextAsync(response));
        Assert.Equal(Clean.Length, response.Content.Headers.ContentLength);
        Assert.Equal("\"v1\"", response.Headers.ETag!.Tag);
        Assert.Equal(["r-1"], response.Headers.GetValues("x-request-id"));
        Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("x-sluice", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_clean_compressed_answer_comes_back_as_it_was_sent(string coding)
    {
        byte[] sent = Given.Encode(coding, Encoding.UTF8.GetBytes(Clean));
        await using RawUpstream upstream = await Answering(sent, coding);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(Given.Token));
        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_replaced_answer_loses_every_header_that_described_the_old_one(string? coding)
    {
        byte[] plain = Encoding.UTF8.GetBytes("""{"a":"REPLACE"}""");
        await using RawUpstream upstream = await Answering(coding is null ? plain : Given.Encode(coding, plain), coding, headers: h =>
        {
            h.ETag = "\"v1\"";
            h["Digest"] = "sha-256=x";
            h["Content-MD5"] = "x";
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal("""{"a":"done"}""", await Given.TextAsync(response));
        Assert.Equal(12, response.Content.Headers.ContentLength);
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Null(response.Headers.ETag);
        Assert.False(response.Headers.Contains("Digest"));
        Assert.False(response.Content.Headers.Contains("Content-MD5"));
    }

    [Fact]
    public async Task An_error_of_the_provider_is_judged_and_keeps_its_status()
    {
        await using RawUpstream upstream = await Answering("""{"error":"REPLACE"}"""u8.ToArray(), status: 429, headers: h => h.RetryAfter = "7");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("""{"error":"done"}""", await Given.TextAsync(response));
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task A_refused_answer_has_the_refusals_status_and_shape()
    {
        await using RawUpstream upstream = await Answering("""{"a":"REFUSE"}"""u8.ToArray(), headers: h => h["x-request-id"] = "r-1");
        await using GatewayFixture gate = await Given.GateAsync(upstream, sluice: """ "Headers": { "Decision": true }, """);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("probe_refused_answer", await Given.CodeAsync(response));
        Assert.Equal("Block", response.Headers.GetValues("x-sluice-decision").Single());
        Assert.Equal("probe/refuse", response.Headers.GetValues("x-sluice-rules").Single());
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("gzip")]
    public async Task An_answer_in_an_encoding_that_cannot_be_read_is_refused(string coding)
    {
        await using RawUpstream upstream = await Answering("canary"u8.ToArray(), coding);
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("unreadable_response_encoding", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task An_answer_of_an_unknown_type_passes_only_where_the_route_says_so()
    {
        await using RawUpstream upstream = await Answering("canary"u8.ToArray(), type: "text/plain");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage refused = await gate.Client.PostAsync("/g/files", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Equal("unreadable_response_type", await Given.CodeAsync(refused));
        using HttpResponseMessage passed = await gate.Client.PostAsync("/open/files", Given.Json("{}"), Given.Token);
        Assert.Equal("canary", await Given.TextAsync(passed));
    }

    [Fact]
    public async Task An_error_page_of_the_provider_is_replaced_but_its_status_and_retry_time_stay()
    {
        await using RawUpstream upstream = await Answering("<html>canary</html>"u8.ToArray(), type: "text/html", status: 503, headers: h => h.RetryAfter = "9");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("9", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("unreadable_response_type", await Given.CodeAsync(response));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(204, false)]
    [InlineData(200, true)]
    public async Task An_empty_answer_passes_whatever_its_type(int status, bool chunked)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            if (chunked)
                await context.Response.StartAsync();
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("", await Given.TextAsync(response));
    }

    [Fact]
    public async Task An_answer_beyond_the_bound_is_refused()
    {
        await using RawUpstream upstream = await Answering(new byte[10_000]);
        await using GatewayFixture gate = await Given.GateAsync(upstream, sluice: """ "Limits": { "MaxResponseBytes": 4096 }, """);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("response_too_large", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task A_json_answer_that_breaks_off_is_an_error_and_no_short_answer()
    {
        await using CutUpstream upstream = CutUpstream.Start("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"half\":");
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address));
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_cut", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task A_failing_inspection_of_an_answer_refuses_unless_the_policy_allows()
    {
        await using RawUpstream upstream = await Answering("""{"a":"THROW"}"""u8.ToArray());
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage closed = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal("inspection_failed", await Given.CodeAsync(closed));
        using HttpResponseMessage open = await gate.Client.PostAsync("/lenient/chat", Given.Json("{}"), Given.Token);
        Assert.Equal("""{"a":"THROW"}""", await Given.TextAsync(open));
    }

    [Fact]
    public async Task All_memory_of_answers_is_given_back()
    {
        foreach (string body in new[] { "{}", "REPLACE", "REFUSE", "THROW" })
        {
            await using RawUpstream upstream = await Answering(Given.Encode("gzip", Encoding.UTF8.GetBytes(body)), "gzip");
            await using GatewayFixture gate = await Given.GateAsync(upstream);
            using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
            await Given.TextAsync(response);
            using HttpResponseMessage after = await gate.Client.GetAsync("/healthz/live", Given.Token);
            await GateDrainedAsync(gate);
            Assert.Equal(0, gate.Host.Services.GetRequiredService<BufferBudget>().Used);
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "gzip, deflate, br")]
    [InlineData("zstd", "identity")]
    [InlineData("*", "gzip, deflate, br")]
    [InlineData("zstd;q=1.0, gzip;q=0.5, identity;q=0", "gzip;q=0.5, identity;q=0")]
    [InlineData("gzip, deflate, br", "gzip, deflate, br")]
    [InlineData("br;q=1", "br;q=1")]
    public async Task Only_encodings_that_can_be_read_are_asked_for(string asked, string forwarded)
    {
        await using RawUpstream upstream = await Answering("{}"u8.ToArray());
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        foreach (string route in new[] { "/g/chat", "/plain/chat" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = Given.Json("{}") };
            request.Headers.TryAddWithoutValidation("Accept-Encoding", asked);
            using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
            RawRequest seen = await upstream.NextRequestAsync(Given.Token);
            Assert.Equal(route.StartsWith("/g", StringComparison.Ordinal) ? forwarded : asked, seen.Headers["Accept-Encoding"]);
        }
    }

    [Fact]
    public async Task An_opaque_surface_passes_unread()
    {
        await using RawUpstream upstream = await Answering("REFUSE"u8.ToArray(), type: "text/plain");
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        Assert.Equal("REFUSE", await gate.Client.GetStringAsync(new Uri("/g/models", UriKind.Relative), Given.Token));
    }

    /// <summary>The caller has its answer before the gate has unwound: disposing the gate's listener connections is what follows, so ask until it has.</summary>
    private static async Task GateDrainedAsync(GatewayFixture gate)
    {
        while (gate.Host.Services.GetRequiredService<BufferBudget>().Used != 0)
        {
            Given.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Task<RawUpstream> Answering(byte[] body, string? coding = null, string type = "application/json", int status = 200, Action<IHeaderDictionary>? headers = null) =>
        RawUpstream.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            if (coding is not null)
                context.Response.Headers.ContentEncoding = coding;
            headers?.Invoke(context.Response.Headers);
            await context.Response.Body.WriteAsync(body);
        });
}
