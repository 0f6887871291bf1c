using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Exchanges;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Exchanges;

public sealed class RequestIntakeTests : IAsyncLifetime
{
    private RawUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await RawUpstream.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    });

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A_clean_body_goes_on_byte_for_byte()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        byte[] body = Encoding.UTF8.GetBytes("""{ "n" : 1E-7,  "text":"\u00e9 é", "tail":[ ] }""" + "\r\n");
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(body), Given.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        RawRequest seen = await _upstream.NextRequestAsync(Given.Token);
        Assert.Equal(body, seen.Body);
        Assert.Equal("/chat", seen.Target);
        Assert.Equal(body.Length.ToString(), seen.Headers["Content-Length"]);
    }

    [Fact]
    public async Task A_body_beyond_all_buffers_goes_on_byte_for_byte()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        byte[] body = new byte[5_000_000];
        new Random(7).NextBytes(body);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(body), Given.Token);
        Assert.Equal(body, (await _upstream.NextRequestAsync(Given.Token)).Body);
    }

    [Fact]
    public async Task A_replaced_body_goes_on_with_its_own_length()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("""{"a":"REPLACE"}"""), Given.Token);
        RawRequest seen = await _upstream.NextRequestAsync(Given.Token);
        Assert.Equal("""{"a":"done"}""", Encoding.UTF8.GetString(seen.Body));
        Assert.Equal("12", seen.Headers["Content-Length"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_is_judged_decompressed_and_goes_on_as_it_came(string coding)
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        byte[] body = Given.Encode(coding, Encoding.UTF8.GetBytes("""{"a":"clean"}"""));
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(body, coding), Given.Token);
        RawRequest seen = await _upstream.NextRequestAsync(Given.Token);
        Assert.Equal(body, seen.Body);
        Assert.Equal(coding, seen.Headers["Content-Encoding"]);

        using HttpResponseMessage refused = await gate.Client.PostAsync("/g/chat", Given.Json("""{"a":"REFUSE"}""", coding), Given.Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(1, _upstream.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_body_that_is_replaced_goes_on_uncompressed(string coding)
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json("""{"a":"REPLACE"}""", coding), Given.Token);
        RawRequest seen = await _upstream.NextRequestAsync(Given.Token);
        Assert.Equal("""{"a":"done"}""", Encoding.UTF8.GetString(seen.Body));
        Assert.False(seen.Headers.ContainsKey("Content-Encoding"));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("aes128gcm")]
    public async Task An_encoding_that_cannot_be_read_is_refused(string coding)
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json([1, 2, 3], coding), Given.Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_encoding", await Given.CodeAsync(response));
        Assert.Equal(0, _upstream.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_what_its_encoding_says_is_refused(string coding)
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        byte[] whole = Given.Encode(coding, Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 3000) + Guid.Empty + "\"}"));
        foreach (byte[] body in new[] { "not compressed"u8.ToArray(), whole[..(whole.Length / 2)] })
        {
            using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(body, coding), Given.Token);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("invalid_body", await Given.CodeAsync(response));
        }

        Assert.Equal(0, _upstream.Count);
    }

    [Fact]
    public async Task A_body_announced_as_too_long_is_refused_before_it_is_sent()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream, sluice: """ "Limits": { "MaxBodyBytes": 2048 }, """);
        var content = new NeverSent(4096);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = content };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("request_too_large", await Given.CodeAsync(response));
        Assert.False(content.Sent);
        Assert.Equal(0, _upstream.Count);
    }

    [Fact]
    public async Task A_chunked_body_is_refused_where_it_becomes_too_long()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream, sluice: """ "Limits": { "MaxBodyBytes": 2048 }, """);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/g/chat") { Content = Given.Json(new byte[4096]) };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await gate.Client.SendAsync(request, Given.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, _upstream.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_decompression_bomb_ends_at_the_bound(string coding)
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream, sluice: """ "Limits": { "MaxBodyBytes": 65536, "MaxBufferedBytes": 1048576 }, """);
        byte[] bomb = Given.Encode(coding, new byte[20_000_000]);
        Assert.InRange(bomb.Length, 1, 65_536);
        using HttpResponseMessage response = await gate.Client.PostAsync("/g/chat", Given.Json(bomb, coding), Given.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, Budget(gate).Used);
    }

    [Fact]
    public async Task A_body_without_room_in_the_budget_is_refused_and_asked_to_come_back()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream, sluice: """ "Limits": { "MaxBufferedBytes": 65536 }, """);
        using HttpResponseMessage refused = await gate.Client.PostAsync("/g/chat", Given.Json(new byte[200_000]), Given.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("overloaded", await Given.CodeAsync(refused));
        Assert.True(refused.Headers.Contains("Retry-After"));

        using HttpResponseMessage taken = await gate.Client.PostAsync("/g/chat", Given.Json("{}"), Given.Token);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task All_memory_is_given_back_whatever_the_outcome()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        foreach (string body in new[] { "{}", "REPLACE", "REFUSE", "THROW" })
        {
            foreach (string? coding in new[] { null, "gzip" })
                (await gate.Client.PostAsync("/g/chat", Given.Json(body, coding), Given.Token)).Dispose();
        }

        Assert.Equal(0, Budget(gate).Used);
    }

    [Fact]
    public async Task A_failing_inspection_refuses_unless_the_policy_allows()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage closed = await gate.Client.PostAsync("/g/chat", Given.Json("THROW"), Given.Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, closed.StatusCode);
        Assert.Equal("inspection_failed", await Given.CodeAsync(closed));
        Assert.Equal(0, _upstream.Count);

        using HttpResponseMessage open = await gate.Client.PostAsync("/lenient/chat", Given.Json("THROW"), Given.Token);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal("THROW", Encoding.UTF8.GetString((await _upstream.NextRequestAsync(Given.Token)).Body));
        Assert.DoesNotContain("canary-in-exception", gate.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_that_are_not_json_pass_only_where_the_route_says_so()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage refused = await gate.Client.PostAsync("/g/files", new StringContent("text"), Given.Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Equal("unsupported_content_type", await Given.CodeAsync(refused));

        using HttpResponseMessage passed = await gate.Client.PostAsync("/open/files", new StringContent("text"), Given.Token);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        Assert.Equal("text", Encoding.UTF8.GetString((await _upstream.NextRequestAsync(Given.Token)).Body));
    }

    [Fact]
    public async Task A_chat_is_judged_whatever_content_type_it_claims()
    {
        await using GatewayFixture gate = await Given.GateAsync(_upstream);
        using HttpResponseMessage response = await gate.Client.PostAsync("/open/chat", new StringContent("REFUSE"), Given.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("probe_refused", await Given.CodeAsync(response));
    }

    private static BufferBudget Budget(GatewayFixture gate) => gate.Host.Services.GetRequiredService<BufferBudget>();

    private sealed class NeverSent(long length) : HttpContent
    {
        public bool Sent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Sent = true;
            return stream.WriteAsync(new byte[length]).AsTask();
        }

        protected override bool TryComputeLength(out long value)
        {
            value = length;
            return true;
        }
    }
}
