using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sluice.Simulator.Tests.Answers;

public sealed class WireTests
{
    private const string Head = """{"id":"chatcmpl-sim-1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp_sim","choices":[{"index":0,"delta":{""";
    private const string Quote = "\"";

    [Fact]
    public async Task Grammar_options_change_the_bytes_and_nothing_else()
    {
        await using var client = await SimulatorClient.StartAsync();
        string stream = await client.TextAsync(SimulatorClient.Streamed(
            """{"reply":"x","newline":"\r\n","spaceAfterColon":false,"comments":" ping","blankEvents":true,"omitDone":true}"""));
        const string Between = "\r\n: ping\r\n\r\n";
        Assert.Equal(
            "data:" + Head + Quote + """role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}""" + "\r\n\r\n" + Between
            + "data:" + Head + Quote + """content":"x"},"logprobs":null,"finish_reason":null}]}""" + "\r\n\r\n" + Between
            + "data:" + Head + """},"logprobs":null,"finish_reason":"stop"}]}""" + "\r\n\r\n",
            stream);
    }

    [Fact]
    public async Task Raw_events_go_out_verbatim()
    {
        await using var client = await SimulatorClient.StartAsync();
        Assert.Equal("data: {\r\n: c\n\nevent:x\n", await client.TextAsync(SimulatorClient.Streamed("""{"rawEvents":["data: {\r\n",": c\n\n","event:x\n"]}""")));
    }

    [Fact]
    public async Task Raw_body_goes_out_verbatim_on_any_path()
    {
        await using var client = await SimulatorClient.StartAsync();
        const string Script = """{"sim":{"rawBody":{"base64":"/wB7","contentType":"application/x-thing","status":418},"headers":{"x-seen":"a, b"}}}""";
        using var response = await client.Http.SendAsync(SimulatorClient.Post(Script, "/v1/other"), SimulatorClient.Token);
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("application/x-thing", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("a, b", Assert.Single(response.Headers.GetValues("x-seen")));
        Assert.Equal([0xFF, 0x00, 0x7B], await response.Content.ReadAsByteArrayAsync(SimulatorClient.Token));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("zstd")]
    public async Task Encoded_streams_and_answers_decode_to_the_plain_ones(string encoding)
    {
        foreach (string stream in new[] { "true", "false" })
        {
            await using var plain = await SimulatorClient.StartAsync();
            string expected = await plain.TextAsync(SimulatorClient.Chat("hi", $$$""" "stream":{{{stream}}},"sim":{"reply":"some words","encoding":"identity"}"""));
            await using var client = await SimulatorClient.StartAsync();
            using var response = await client.SendAsync(SimulatorClient.Chat("hi", $$$""" "stream":{{{stream}}},"sim":{"reply":"some words","encoding":"{{{encoding}}}"}"""));
            Assert.Equal(encoding, Assert.Single(response.Content.Headers.ContentEncoding));
            await using var decoded = Decoder(encoding, await response.Content.ReadAsStreamAsync(SimulatorClient.Token));
            string actual = await new StreamReader(decoded, Encoding.UTF8).ReadToEndAsync(SimulatorClient.Token);
            Assert.Equal(WithoutPromptTokens(expected), WithoutPromptTokens(actual));
        }
    }

    [Fact]
    public async Task A_gzip_stream_can_be_read_event_by_event()
    {
        await using var client = await SimulatorClient.StartAsync();
        using var response = await client.SendAsync(SimulatorClient.Streamed("""{"reply":"a b","gzip":true,"pauses":[{"afterDelta":1,"gate":"mid"}]}"""));
        await using var stream = new GZipStream(await response.Content.ReadAsStreamAsync(SimulatorClient.Token), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        string seen = "";
        while (!seen.Contains("\"content\":\"a\"", StringComparison.Ordinal)) seen += await reader.ReadLineAsync(SimulatorClient.Token);
        Assert.DoesNotContain("[DONE]", seen, StringComparison.Ordinal);
        client.Server.OpenGate("mid");
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(SimulatorClient.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public async Task Tcp_pieces_have_the_asked_length_and_join_to_the_stream(int piece)
    {
        await using var client = await SimulatorClient.StartAsync();
        string whole = await client.TextAsync(SimulatorClient.Streamed("""{"reply":"some words"}"""));
        await using var again = await SimulatorClient.StartAsync();
        string wire = await RawAsync(again.Server.Address, SimulatorClient.Streamed($$"""{"reply":"some words","tcpChunk":{{piece}}}"""));

        // Over HTTP/1.1 every flushed piece is a chunk of the transfer coding, so its length shows on the wire.
        int at = wire.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var pieces = new List<string>();
        while (true)
        {
            int end = wire.IndexOf("\r\n", at, StringComparison.Ordinal);
            int length = Convert.ToInt32(wire[at..end], 16);
            if (length == 0) break;
            pieces.Add(wire.Substring(end + 2, length));
            at = end + 2 + length + 2;
        }

        Assert.Equal(whole, string.Concat(pieces));
        Assert.All(pieces, part => Assert.InRange(part.Length, 1, piece));
        Assert.True(pieces.Count >= whole.Length / piece);
    }

    [Fact]
    public async Task Cleartext_http2_streams_too()
    {
        await using var client = await SimulatorClient.StartAsync(new SimulatorOptions { Protocols = HttpProtocols.Http2 });
        using var request = SimulatorClient.Post(SimulatorClient.Chat("hi", "\"stream\":true"), protocol: HttpProtocols.Http2);
        using var response = await client.Http.SendAsync(request, SimulatorClient.Token);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(SimulatorClient.Token), StringComparison.Ordinal);
        Assert.Equal("HTTP/2", client.Server.Requests[0].Protocol);
    }

    [Fact]
    public async Task Both_protocols_on_one_cleartext_port_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SimulatorServer.StartAsync(new SimulatorOptions { Protocols = HttpProtocols.Http1AndHttp2 }));

    private static Stream Decoder(string encoding, Stream content) => encoding switch
    {
        "gzip" => new GZipStream(content, CompressionMode.Decompress),
        "deflate" => new ZLibStream(content, CompressionMode.Decompress),
        "br" => new BrotliStream(content, CompressionMode.Decompress),
        _ => content,
    };

    // The scripts differ in length, and the prompt's tokens are counted from the request's bytes.
    private static string WithoutPromptTokens(string answer)
    {
        int usage = answer.IndexOf(",\"usage\"", StringComparison.Ordinal);
        return usage < 0 ? answer : answer[..usage];
    }

    private static async Task<string> RawAsync(Uri address, string body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, SimulatorClient.Token);
        await using var stream = socket.GetStream();
        string request = "POST /v1/chat/completions HTTP/1.1\r\nHost: sim\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), SimulatorClient.Token);
        return await new StreamReader(stream, Encoding.Latin1).ReadToEndAsync(SimulatorClient.Token);
    }
}
