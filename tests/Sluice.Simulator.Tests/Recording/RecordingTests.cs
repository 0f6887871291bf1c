using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Simulator.Tests.Recording;

public sealed class RecordingTests
{
    [Fact]
    public async Task A_request_is_recorded_as_it_came()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var request = SimulatorClient.Post(SimulatorClient.Chat("hi"), "/v1/chat/completions?a=b%20c");
        request.Headers.Add("X-Mine", "yes");
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);

        var received = await client.Server.WaitForRequestAsync(SimulatorClient.Token);
        Assert.Same(received, Assert.Single(client.Server.Requests));
        Assert.Equal(("POST", "/v1/chat/completions", "?a=b%20c", 1L), (received.Method, received.Path, received.Query, received.Sequence));
        Assert.Equal("yes", received.Headers["x-mine"].ToString());
        Assert.Equal(SimulatorClient.Chat("hi"), received.BodyText);
        Assert.Equal(received.Body, received.RawBody);
        Assert.Equal(RequestOutcome.Completed, await received.Completion);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_request_is_understood_and_recorded_both_ways(string encoding)
    {
        await using var client = await SimulatorClient.StartAsync();
        byte[] sent = Compress(encoding, SimulatorClient.Chat("hi"));
        using var response = await PostAsync(client, encoding, sent);
        Assert.Contains("You said: hi", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
        var received = client.Server.Requests[0];
        Assert.Equal(sent, received.RawBody.ToArray());
        Assert.Equal(SimulatorClient.Chat("hi"), received.BodyText);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_is_recorded_as_aborted()
    {
        await using var client = await SimulatorClient.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(client.Server.Address.Host, client.Server.Address.Port, SimulatorClient.Token);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(
                "POST /v1/chat/completions HTTP/1.1\r\nHost: sim\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(), SimulatorClient.Token);
            // The server asks for the body only while it reads it.
            using var reader = new StreamReader(stream, leaveOpen: true);
            Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(SimulatorClient.Token));
            await stream.WriteAsync("{\"mod"u8.ToArray(), SimulatorClient.Token);
        }

        var received = await client.Server.WaitForAbortAsync(SimulatorClient.Token);
        Assert.Equal(RequestOutcome.Aborted, received.Outcome);
        Assert.StartsWith(received.BodyText, "{\"mod", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    public async Task An_encoding_that_can_not_be_read_is_refused_and_still_recorded(string encoding, HttpStatusCode status)
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await PostAsync(client, encoding, "nonsense"u8.ToArray());
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("nonsense"u8.ToArray(), client.Server.Requests[0].RawBody.ToArray());
    }

    [Fact]
    public async Task A_request_over_the_bound_is_refused_whole_chunked_or_compressed()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxRequestBytes = 2000 });
        string large = SimulatorClient.Chat(new string('x', 2000));
        using var plain = await client.SendAsync(large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, plain.StatusCode);
        using var compressed = await PostAsync(client, "gzip", Compress("gzip", large));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, compressed.StatusCode);
        using var request = SimulatorClient.Post(large);
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
        Assert.Contains("request_too_large", await chunked.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
        using var fits = await client.SendAsync(SimulatorClient.Chat(new string('x', 1000)));
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
    }

    [Fact]
    public async Task The_oldest_requests_are_dropped_by_count_and_by_bytes()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxRecordedRequests = 3, MaxRecordedBytes = 950 });
        for (int i = 0; i < 5; i++) await client.TextAsync(SimulatorClient.Chat($"{i}"));
        Assert.Equal([3L, 4L, 5L], client.Server.Requests.Select(request => request.Sequence));
        await client.TextAsync(SimulatorClient.Chat(new string('x', 800)));
        Assert.Equal([5L, 6L], client.Server.Requests.Select(request => request.Sequence));
        await client.TextAsync(SimulatorClient.Chat(new string('x', 1200)));
        Assert.Empty(client.Server.Requests);
    }

    [Fact]
    public async Task Recording_can_be_switched_off()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { MaxRecordedRequests = 0 });
        Assert.Contains("You said", await client.TextAsync(SimulatorClient.Chat("hi")), StringComparison.Ordinal);
        Assert.Empty(client.Server.Requests);
    }

    private static async Task<HttpResponseMessage> PostAsync(SimulatorClient client, string encoding, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return await client.Http.PostAsync("/v1/chat/completions", content, SimulatorClient.Token);
    }

    private static byte[] Compress(string encoding, string text)
    {
        var bytes = new MemoryStream();
        using (Stream encoder = encoding switch
        {
            "gzip" => new GZipStream(bytes, CompressionMode.Compress),
            "deflate" => new ZLibStream(bytes, CompressionMode.Compress),
            _ => new BrotliStream(bytes, CompressionMode.Compress),
        }) encoder.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
