using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// AWS event streams (<c>application/vnd.amazon.eventstream</c>): a prelude of the event's and its headers' length with a CRC-32 of its own, headers, payload, and a
/// CRC-32 of it all, numbers in network order. Both checksums are verified, and made anew where a payload changes. The payload of a <c>chunk</c> is what its
/// <c>bytes</c> member holds in base64; that event's other members (padding that hides its length) stay as they are.
/// </summary>
internal sealed class AwsEventFraming : IEventFraming
{
    private const int Prelude = 12;
    private const int Checksum = 4;

    /// <summary>Nesting beside a chunk's bytes that is read over.</summary>
    private const int MaxDepth = 1_000;

    private static ReadOnlySpan<byte> Chunk => "chunk"u8;

    public bool IsText => false;

    public bool MayEndOpen => false;

    public int Next(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        if (bytes.Length < Prelude)
            return 0;
        uint total = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (Crc32.Of(bytes[..(Prelude - Checksum)]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(Prelude - Checksum)..]))
            throw new InvalidDataException("an event's prelude is not what its checksum says");
        if (total < Prelude + Checksum || total > int.MaxValue || BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) > total - Prelude - Checksum)
            throw new InvalidDataException("an event's lengths contradict each other");
        return bytes.Length >= total ? (int)total : 0;
    }

    public EventFrame Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined)
    {
        if (Crc32.Of(raw[..^Checksum]) != BinaryPrimitives.ReadUInt32BigEndian(raw[^Checksum..]))
            throw new InvalidDataException("an event is not what its checksum says");
        int headers = (int)BinaryPrimitives.ReadUInt32BigEndian(raw[4..]);
        (int start, int length) = AwsHeaders.FindName(raw.Slice(Prelude, headers)).GetOffsetAndLength(headers);
        int payload = Prelude + headers;
        EventFrame frame = new(payload, raw.Length - Checksum - payload, FrameShape.Plain, Prelude + start, length);
        bool wrapped = frame.Name(raw).SequenceEqual(Chunk) && Unwrap(frame.Payload(raw, joined), joined, out _);
        return wrapped ? frame with { Shape = FrameShape.Joined } : frame;
    }

    public void Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) => output.Write(raw);

    public void Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> headers = raw[Prelude..frame.Start];
        if (frame.Shape != FrameShape.Joined)
        {
            WriteFrame(headers, payload, output);
            return;
        }

        ReadOnlySpan<byte> outer = raw.Slice(frame.Start, frame.Length);
        using PooledBuffer<byte> wrapped = new(outer.Length + payload.Length);
        Unwrap(outer, wrapped, out Range value);
        wrapped.Clear();
        wrapped.Write(outer[..value.Start]);
        WriteBase64(payload, wrapped);
        wrapped.Write(outer[value.End..]);
        WriteFrame(headers, wrapped.Span, output);
    }

    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        using PooledBuffer<byte> headers = new(128);
        AwsHeaders.Write(name, headers);
        if (!name.SequenceEqual(Chunk))
        {
            WriteFrame(headers.Span, payload, output);
            return;
        }

        using PooledBuffer<byte> wrapped = new(payload.Length * 2);
        wrapped.Write("{\"bytes\":\""u8);
        WriteBase64(payload, wrapped);
        wrapped.Write("\"}"u8);
        WriteFrame(headers.Span, wrapped.Span, output);
    }

    public void Close(IBufferWriter<byte> output)
    {
        // The end of the body is the end of the stream.
    }

    /// <summary>Decodes what a chunk holds; false where it is no such object, and is judged as it is.</summary>
    /// <param name="outer">The chunk's payload.</param>
    /// <param name="inner">Receives what its <c>bytes</c> hold.</param>
    /// <param name="value">Where the base64 stands, without its quotes.</param>
    /// <exception cref="InvalidDataException">It has <c>bytes</c> twice: clients differ on which they read.</exception>
    private static bool Unwrap(ReadOnlySpan<byte> outer, PooledBuffer<byte> inner, out Range value)
    {
        value = default;
        bool found = false;
        try
        {
            Utf8JsonReader reader = new(outer, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool bytes = reader.ValueTextEquals("bytes"u8);
                reader.Read();
                if (!bytes || reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out byte[]? decoded))
                {
                    reader.Skip();
                    continue;
                }

                if (found)
                    throw new InvalidDataException("a chunk has its bytes twice");
                int start = (int)reader.TokenStartIndex + 1;
                value = start..(start + reader.ValueSpan.Length);
                inner.Write(decoded);
                found = true;
            }

            return found;
        }
        catch (JsonException)
        {
            inner.Clear();
            return false; // No JSON: judged as one raw text.
        }
    }

    private static void WriteBase64(ReadOnlySpan<byte> bytes, PooledBuffer<byte> output)
    {
        Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        output.Advance(written);
    }

    private static void WriteFrame(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        int total = Prelude + headers.Length + payload.Length + Checksum;
        Span<byte> frame = output.GetSpan(total)[..total];
        BinaryPrimitives.WriteInt32BigEndian(frame, total);
        BinaryPrimitives.WriteInt32BigEndian(frame[4..], headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame[8..], Crc32.Of(frame[..8]));
        headers.CopyTo(frame[Prelude..]);
        payload.CopyTo(frame[(Prelude + headers.Length)..]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[^Checksum..], Crc32.Of(frame[..^Checksum]));
        output.Advance(total);
    }
}
