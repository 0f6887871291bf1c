namespace Sluice.Inspection.Streaming;

/// <summary>
/// Cuts a byte stream into server-sent events (WHATWG HTML, section 9.2). Lines end in LF, CRLF or CR; a blank line ends an event.
/// </summary>
internal static class SseFraming
{
    /// <summary>
    /// Length of the first whole event in <paramref name="bytes"/>, its blank line included, or 0 where none is complete. A blank line alone is an event too.
    /// </summary>
    /// <param name="bytes">The stream from an event's beginning on.</param>
    /// <param name="scanned">In: how many bytes an earlier call has looked at. Out: from where the next call, with more bytes, must look on.</param>
    public static int FirstEvent(ReadOnlySpan<byte> bytes, ref int scanned)
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

    /// <summary>Whether a line is a <c>data</c> field; <paramref name="from"/> is where its value begins.</summary>
    public static bool IsData(ReadOnlySpan<byte> line, out int from)
    {
        from = 0;
        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
            return false;
        from = Math.Min(line.Length, 5);
        if (line.Length > 5 && line[5] == ' ')
            from = 6;
        return true;
    }
}
