using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Gateway.Judges;
using Sluice.Inspection;
using Sluice.Inspection.Streaming;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Forwarding;

public sealed class StreamTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Each_piece_leaves_before_the_next_arrives()
    {
        await using RawUpstream upstream = await Streaming(async (context, write) =>
        {
            await write("one\nsec");
            await _gate.Task;
            await write("ret two\n");
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.ToString());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Given.Token));
        Assert.Equal("one", await reader.ReadLineAsync(Given.Token));
        _gate.SetResult();
        Assert.Equal("[gone] two", await reader.ReadLineAsync(Given.Token));
        Assert.Null(await reader.ReadLineAsync(Given.Token));
    }

    [Fact]
    public async Task What_was_held_leaves_at_the_end()
    {
        await using RawUpstream upstream = await Streaming((_, write) => write("no newline: secret"));
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Equal("no newline: [gone]", await Given.TextAsync(response));
    }

    [Fact]
    public async Task An_ended_stream_ends_cleanly_and_cancels_the_provider_at_once()
    {
        await using RawUpstream upstream = await Streaming(async (context, write) =>
        {
            await write("one\nEND\n");
            await _aborted.Task; // Would go on for ever.
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Equal("one\nended by decision\n", await Given.TextAsync(response));
        await _aborted.Task.WaitAsync(Given.Token);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\none\n")]
    public async Task A_cut_stays_a_cut(string answer)
    {
        await using CutUpstream upstream = CutUpstream.Start(answer);
        await using GatewayFixture gate = await Given.GateAsync(Given.Config(upstream.Address));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
            await Given.TextAsync(response);
        });
    }

    [Fact]
    public async Task Before_a_cut_what_was_held_leaves()
    {
        using var upstream = new ByteArrayContent([]);
        GuardedRoute route = await Given.RouteAsync("guarded");
        var exchange = new Exchange { Dialect = route.Dialect, Policy = route.Policy, Endpoint = ProbeDialect.Chat };
        var guarded = new GuardedExchange(route, exchange, 0);
        StreamGuard guard = ProbeInspection.Entry.OpenStream(exchange, "text/event-stream", route.InspectionLimits)!;
        using JudgeWatch watch = new("test", NullLogger<JudgeWatch>.Instance);
        using JudgeDirectory judges = new(watch, TimeProvider.System);
        await using var stream = new GuardedStream(new CutStream("one\nheld sec"), upstream, new StreamGuarding(guard, guarded, new RemoteJudging(judges, watch, TimeProvider.System, Given.Token), new BufferBudget(), TimeProvider.System, NullLogger.Instance));
        byte[] text = new byte[12];
        await stream.ReadExactlyAsync(text, Given.Token);
        Assert.Equal("one\nheld sec", Encoding.UTF8.GetString(text));
        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(text, Given.Token));
        Assert.Equal(8, exchange.MostHeld);
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_the_provider_with_it()
    {
        await using RawUpstream upstream = await Streaming(async (context, write) =>
        {
            await write("one\n");
            await _aborted.Task;
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Stream stream = await response.Content.ReadAsStreamAsync(Given.Token);
        await stream.ReadExactlyAsync(new byte[4], Given.Token);
        gate.Client.CancelPendingRequests();
        response.Dispose();
        gate.Client.Dispose();
        await _aborted.Task.WaitAsync(Given.Token);
    }

    [Fact]
    public async Task A_caller_that_leaves_before_the_answer_begins_takes_the_provider_with_it()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            using CancellationTokenRegistration _ = context.RequestAborted.Register(_aborted.SetResult);
            await _aborted.Task;
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using var leaving = new CancellationTokenSource();
        Task<HttpResponseMessage> waiting = gate.Client.PostAsync("/g/chat", Given.Json("{}"), leaving.Token);
        await upstream.NextRequestAsync(Given.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await _aborted.Task.WaitAsync(Given.Token);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_stream_is_judged_piece_by_piece_and_leaves_uncompressed(string coding)
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.ContentEncoding = coding;
            await using Stream encoder = coding switch
            {
                "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                "deflate" => new ZLibStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
                _ => new BrotliStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true),
            };
            await encoder.WriteAsync("one secret\n"u8.ToArray());
            await encoder.FlushAsync();
            await _gate.Task;
            await encoder.WriteAsync("two\n"u8.ToArray());
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Empty(response.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Given.Token));
        Assert.Equal("one [gone]", await reader.ReadLineAsync(Given.Token));
        _gate.SetResult();
        Assert.Equal("two", await reader.ReadLineAsync(Given.Token));
        Assert.Null(await reader.ReadLineAsync(Given.Token));
    }

    [Fact]
    public async Task A_compressed_stream_that_is_none_is_a_cut()
    {
        await using RawUpstream upstream = await RawUpstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("canary, in the clear");
        });
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_cut", await Given.CodeAsync(response));
    }

    [Fact]
    public async Task A_stream_in_an_unknown_grammar_passes_only_where_the_route_says_so()
    {
        await using RawUpstream upstream = await Streaming((_, write) => write("secret\n"));
        await using GatewayFixture gate = await Given.GateAsync(upstream, inspection: ProbeInspection.WithoutStreams);
        using HttpResponseMessage refused = await OpenAsync(gate, "/g/responses");
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Equal("unknown_stream", await Given.CodeAsync(refused));
        using HttpResponseMessage passed = await OpenAsync(gate, "/open/responses");
        Assert.Equal("secret\n", await Given.TextAsync(passed));
    }

    [Fact]
    public async Task A_stream_whose_inspection_fails_ends_with_an_error_unless_the_policy_allows()
    {
        await using RawUpstream upstream = await Streaming((_, write) => write("one\nTHROW secret\ntwo\n"));
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage closed = await OpenAsync(gate, "/g/chat");
        Assert.Equal("failed: inspection_failed\n", await Given.TextAsync(closed));
        using HttpResponseMessage open = await OpenAsync(gate, "/lenient/chat");
        Assert.Equal("one\nTHROW secret\ntwo\n", await Given.TextAsync(open));
    }

    [Fact]
    public async Task A_long_stream_passes_whole_in_order()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n"));
        await using RawUpstream upstream = await Streaming((_, write) => write(text));
        await using GatewayFixture gate = await Given.GateAsync(upstream);
        using HttpResponseMessage response = await OpenAsync(gate, "/g/chat");
        Assert.Equal(text, await Given.TextAsync(response));
    }

    [Fact]
    public async Task What_a_stream_holds_counts_in_the_budget_and_beyond_it_the_stream_ends_with_an_error()
    {
        await using RawUpstream upstream = await Streaming((_, write) => write("one\n" + new string('x', 100_000)));
        await using GatewayFixture gate = await Given.GateAsync(upstream, sluice: """ "Limits": { "MaxBufferedBytes": 65536 }, """);
        using HttpResponseMessage ended = await OpenAsync(gate, "/g/chat");
        Assert.Equal("one\nfailed: overloaded\n", await Given.TextAsync(ended));

        // All of it was given back.
        using HttpResponseMessage next = await gate.Client.PostAsync("/g/chat", Given.Json($"\"{new string('y', 40_000)}\""), Given.Token);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    private static async Task<HttpResponseMessage> OpenAsync(GatewayFixture gate, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Given.Json("""{"stream":true}""") };
        return await gate.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Given.Token);
    }

    private Task<RawUpstream> Streaming(Func<HttpContext, Func<string, Task>, Task> script) => RawUpstream.StartAsync(async context =>
    {
        using CancellationTokenRegistration _ = context.RequestAborted.Register(() => _aborted.TrySetResult());
        context.Response.ContentType = "text/event-stream";
        await script(context, async text =>
        {
            await context.Response.WriteAsync(text);
            await context.Response.Body.FlushAsync();
        });
    });

    private sealed class CutStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 || buffer.IsEmpty ? read : throw new IOException("cut");
        }
    }
}
