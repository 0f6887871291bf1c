using System.Buffers;
using System.Buffers.Binary;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Messages that come whole, one with each push (a WebSocket's). A message has no bytes that end it, so each one that leaves stands behind its length, four bytes.
/// </summary>
public sealed class MessageFraming : IEventFraming
{
    /// <summary>What a stream of messages goes by where a media type is asked for.</summary>
    public const string MediaType = "websocket";

    private const int Prefix = sizeof(int);

    bool IEventFraming.IsText => false;

    bool IEventFraming.MayEndOpen => false;

    /// <summary>Takes the first message off what a guard wrote; false at its end.</summary>
    public static bool TryTake(ref ReadOnlyMemory<byte> written, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (written.IsEmpty)
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(written.Span);
        message = written.Slice(Prefix, length);
        written = written[(Prefix + length)..];
        return true;
    }

    int IEventFraming.Next(ReadOnlySpan<byte> bytes, ref int scanned) => bytes.Length;

    EventFrame IEventFraming.Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined) => new(0, raw.Length, FrameShape.Plain);

    void IEventFraming.Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) => Write(raw, output);

    void IEventFraming.Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output) => Write(payload, output);

    void IEventFraming.Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output) => Write(payload, output);

    void IEventFraming.Close(IBufferWriter<byte> output)
    {
        // The connection is closed by whoever holds it.
    }

    /// <summary>Writes a message behind its length.</summary>
    public static void Write(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(Prefix), message.Length);
        output.Advance(Prefix);
        output.Write(message);
    }
}
