using System.Text;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Dialects.Bedrock;

namespace Sluice.Inspection.Tests.Streaming;

public sealed class AwsEventFramingTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    [Fact]
    public void The_checksum_is_the_one_of_the_standard() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(-6)]
    [InlineData(-1)]
    public void A_frame_that_is_not_what_its_checksums_say_ends_the_stream_with_an_exception(int place)
    {
        byte[] broken = AwsStream.Text("hello there");
        broken[place < 0 ? broken.Length + place : place] ^= 0x01;
        byte[] seen = AwsStream.Streamed(Redact, [.. AwsStream.Start, .. broken, .. AwsStream.Text("more")]);
        List<string> events = AwsStream.Read(seen);
        Assert.Equal(2, events.Count);
        Assert.StartsWith("internalServerException {\"message\":\"stream_broken: ", events[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(200, 190)]
    [InlineData(-1, 0)]
    public void Lengths_that_contradict_each_other_end_the_stream(int total, int headers)
    {
        byte[] frame = new byte[400];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame, total);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Of(frame.AsSpan(0, 8)));
        Assert.StartsWith("internalServerException", Assert.Single(AwsStream.Read(AwsStream.Streamed(Redact, frame))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 5, (byte)'a' })]
    [InlineData(new byte[] { 1, (byte)'a', 7, 0 })]
    [InlineData(new byte[] { 1, (byte)'a', 7, 0, 9, (byte)'x' })]
    [InlineData(new byte[] { 1, (byte)'a', 10, 0 })]
    public void Broken_headers_end_the_stream(byte[] headers) =>
        Assert.StartsWith("internalServerException", Assert.Single(AwsStream.Read(AwsStream.Streamed(Redact, AwsStream.Frame(headers, "{}"u8.ToArray())))), StringComparison.Ordinal);

    [Fact]
    public void Headers_of_every_type_are_passed_over_and_kept()
    {
        byte[] name = [.. ":event-type"u8];
        byte[] value = [.. "contentBlockDelta"u8];
        byte[] headers =
        [
            1, (byte)'a', 0, 1, (byte)'b', 1, 1, (byte)'c', 2, 9, 1, (byte)'d', 3, 1, 2, 1, (byte)'e', 4, 1, 2, 3, 4, 1, (byte)'f', 5, 1, 2, 3, 4, 5, 6, 7, 8,
            1, (byte)'g', 6, 0, 2, 1, 2, 1, (byte)'h', 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, (byte)'i', 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
            (byte)name.Length, .. name, 7, 0, (byte)value.Length, .. value,
        ];
        byte[] Frame(string text) => AwsStream.Frame(headers, Encoding.UTF8.GetBytes($"{{\"contentBlockIndex\":0,\"delta\":{{\"text\":\"{text}\"}}}}"));
        Assert.Equal(Frame("see [REDACTED:employee]."), AwsStream.Streamed(Redact, Frame("see EMP-123456.")));
    }

    [Fact]
    public void A_frame_may_be_cut_anywhere_and_half_of_one_at_the_end_is_dropped()
    {
        byte[] stream = [.. AwsStream.Of("Ask EMP-1", "23456 now"), .. AwsStream.Text("half")[..^1]];
        byte[] whole = AwsStream.Streamed(Redact, stream);
        foreach (int piece in (int[])[1, 3, 7, 16, 17, 100])
            Assert.Equal(whole, AwsStream.Streamed(Redact, stream, piece: piece));
        Assert.Equal("Ask [REDACTED:employee] now", AwsStream.Gather(whole)["0.text"]);
    }

    [Fact]
    public void An_event_beyond_its_bound_ends_the_stream()
    {
        using StreamGuard guard = Inspector.OpenStream(AwsStream.Exchange(Redact, AwsStream.Claude + "converse-stream"), "application/vnd.amazon.eventstream", Given.Limits with { MaxEventBytes = 1000 })!;
        using PooledBuffer<byte> output = new();
        byte[] large = AwsStream.Text(new string('x', 5000));
        for (int at = 0; at < large.Length && !guard.Ended; at += 100)
            guard.Push(large.AsSpan(at, Math.Min(100, large.Length - at)), output);
        Assert.True(guard.Ended);
        Assert.Contains("stream_event_too_large", Assert.Single(AwsStream.Read(output.Span.ToArray())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_keeps_what_stands_beside_its_bytes()
    {
        const string Llama = "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream";
        byte[] Chunk(string inner) => AwsStream.Event("chunk", "{ \"p\" : \"abc\", \"bytes\" : \"" + Convert.ToBase64String(Encoding.UTF8.GetBytes(inner)) + "\" , \"q\":[1.0] }", (":date", "x"));
        Assert.Equal(
            Chunk("""{"generation":" [REDACTED:employee] ","stop_reason":"stop"}"""),
            AwsStream.Streamed(Redact, Chunk("""{"generation":" EMP-123456 ","stop_reason":"stop"}"""), Llama));
    }

    [Theory]
    [InlineData("{\"bytes\":\"?\",\"x\":\"EMP-123456\"}")]
    [InlineData("{\"bytes\":17,\"x\":\"EMP-123456\"}")]
    [InlineData("[\"EMP-123456\"]")]
    [InlineData("no JSON EMP-123456")]
    public void A_chunk_without_base64_is_judged_as_it_is(string payload)
    {
        const string Llama = "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream";
        Assert.Equal(AwsStream.Event("chunk", payload.Replace("EMP-123456", "[REDACTED:employee]")), AwsStream.Streamed(Redact, AwsStream.Event("chunk", payload), Llama));
    }

    [Fact]
    public void A_chunk_that_has_its_bytes_twice_ends_the_stream()
    {
        const string Llama = "/model/meta.llama3-8b-instruct-v1:0/invoke-with-response-stream";
        byte[] stream = AwsStream.Event("chunk", "{\"bytes\":\"e30=\",\"bytes\":\"e30=\"}");
        Assert.StartsWith("internalServerException", Assert.Single(AwsStream.Read(AwsStream.Streamed(Redact, stream, Llama))), StringComparison.Ordinal);
    }
}
