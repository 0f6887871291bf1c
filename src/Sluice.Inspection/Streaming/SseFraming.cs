using System.Buffers;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Server-sent events (WHATWG HTML, section 9.2). Lines end in LF, CRLF or CR; a blank line ends an event. A byte order mark may stand before the first; a blank line
/// alone is an event, too.
/// </summary>
internal sealed class SseFraming : IEventFraming
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private bool _begun;

    public bool IsText => true;

    public bool MayEndOpen => true;

    public int Next(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        int line = scanned;
        while (true)
        {
            int length = bytes[line..].IndexOfAny((byte)'\n', (byte)'\r');
            if (length < 0)
                break;
            int end = line + length;
            if (bytes[end] == '\r' && end + 1 == bytes.Length)
                break; // the line feed that belongs to it may still come
            int next = bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : end + 1;
            if (length == 0)
                return next;
            line = next;
        }

        scanned = line;
        return 0;
    }

    public EventFrame Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined)
    {
        int mark = !_begun && raw.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        _begun = true;
        EventFrame found = default;
        int lines = 0;
        ReadOnlySpan<byte> rest = raw[mark..];
        while (!rest.IsEmpty)
        {
            int at = raw.Length - rest.Length;
            ReadOnlySpan<byte> line = NextLine(ref rest);
            if (!IsField(line, "data"u8, out int from))
            {
                found = found with { HasOthers = found.HasOthers || !line.IsEmpty };
                if (IsField(line, "event"u8, out from))
                    found = found with { NameStart = at + from, NameLength = line.Length - from };
                continue;
            }

            if (lines++ == 0)
            {
                found = found with { Start = at + from, Length = line.Length - from, Shape = FrameShape.Plain };
                continue;
            }

            if (lines == 2)
                joined.Write(raw.Slice(found.Start, found.Length));
            joined.Write("\n"u8);
            joined.Write(line[from..]);
            found = found with { Shape = FrameShape.Joined };
        }

        return found;
    }

    public void Pass(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) => output.Write(raw);

    public void Rewrite(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        if (frame.Shape == FrameShape.None)
        {
            output.Write(payload); // An event without data is its own payload.
        }
        else if (frame.Shape == FrameShape.Plain)
        {
            output.Write(raw[..frame.Start]);
            output.Write(payload);
            output.Write(raw[(frame.Start + frame.Length)..]);
        }
        else
        {
            WriteLines(raw, payload, output);
        }
    }

    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        if (!name.IsEmpty)
        {
            output.Write("event: "u8);
            output.Write(name);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        output.Write(payload);
        output.Write("\n\n"u8);
    }

    public void Close(IBufferWriter<byte> output)
    {
        // The end of the body is the end of the stream.
    }

    /// <summary>Takes the first line off <paramref name="bytes"/>; returns it without its end.</summary>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> bytes)
    {
        int length = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            ReadOnlySpan<byte> last = bytes;
            bytes = default;
            return last;
        }

        ReadOnlySpan<byte> line = bytes[..length];
        bool crlf = bytes[length] == '\r' && length + 1 < bytes.Length && bytes[length + 1] == '\n';
        bytes = bytes[(length + (crlf ? 2 : 1))..];
        return line;
    }

    /// <summary>Whether a line is a <c>data</c> field.</summary>
    public static bool IsData(ReadOnlySpan<byte> line) => IsField(line, "data"u8, out _);

    /// <summary>Whether a line is this field; <paramref name="from"/> is where its value begins.</summary>
    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out int from)
    {
        from = 0;
        if (!line.StartsWith(name) || (line.Length > name.Length && line[name.Length] != ':'))
            return false;
        from = Math.Min(line.Length, name.Length + 1);
        if (line.Length > from && line[from] == ' ')
            from++;
        return true;
    }

    /// <summary>The other fields keep their lines; the data follows them, as many lines as it has.</summary>
    private static void WriteLines(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> rest = raw;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = NextLine(ref rest);
            if (line.IsEmpty || IsData(line))
                continue;
            output.Write(line);
            output.Write("\n"u8);
        }

        while (!payload.IsEmpty)
        {
            ReadOnlySpan<byte> line = NextLine(ref payload);
            output.Write("data: "u8);
            output.Write(line);
            output.Write("\n"u8);
        }

        output.Write("\n"u8);
    }
}
