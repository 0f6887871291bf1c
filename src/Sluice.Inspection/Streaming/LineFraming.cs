using System.Buffers;

namespace Sluice.Inspection.Streaming;

/// <summary>JSON documents, one a line (NDJSON, JSON Lines). Lines end in LF, a CR before it is white space; blank lines pass.</summary>
internal sealed class LineFraming : IEventFraming
{
    public bool IsText => true;

    public bool MayEndOpen => true;

    public int Next(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        int length = bytes[scanned..].IndexOf((byte)'\n');
        if (length >= 0)
            return scanned + length + 1;
        scanned = bytes.Length;
        return 0;
    }

    public EventFrame Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined)
    {
        ReadOnlySpan<byte> payload = raw.TrimEnd("\r\n"u8);
        return payload.Trim(" \t"u8).IsEmpty ? default : new EventFrame(0, payload.Length, FrameShape.Plain);
    }

    public void Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) => output.Write(raw);

    public void Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        output.Write(payload);
        output.Write(raw[(frame.Start + frame.Length)..]);
    }

    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        output.Write(payload);
        output.Write("\n"u8);
    }

    public void Close(IBufferWriter<byte> output)
    {
        // The end of the body is the end of the stream.
    }
}
