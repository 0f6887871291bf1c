using System.Buffers;

namespace Sluice.Inspection.Streaming;

/// <summary>Where the data of one server-sent event stands. Nearly always it is one line; several are one payload, joined by line feeds.</summary>
/// <param name="Start">First byte of the data, where it is one line.</param>
/// <param name="Length">Its length.</param>
/// <param name="Lines">How many lines of data the event has.</param>
/// <param name="HasOthers">It has lines that are neither data nor blank: comments, a name, an id.</param>
internal readonly record struct SseEvent(int Start, int Length, int Lines, bool HasOthers)
{
    /// <summary>Finds the data; where it has several lines <paramref name="joined"/> receives the payload.</summary>
    public static SseEvent Parse(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined)
    {
        SseEvent found = default;
        ReadOnlySpan<byte> rest = raw;
        while (!rest.IsEmpty)
        {
            int at = raw.Length - rest.Length;
            ReadOnlySpan<byte> line = SseFraming.NextLine(ref rest);
            if (!SseFraming.IsData(line, out int from))
            {
                found = found with { HasOthers = found.HasOthers || !line.IsEmpty };
                continue;
            }

            if (found.Lines == 0)
            {
                found = found with { Start = at + from, Length = line.Length - from, Lines = 1 };
                continue;
            }

            if (found.Lines == 1)
                joined.Write(raw.Slice(found.Start, found.Length));
            joined.Write("\n"u8);
            joined.Write(line[from..]);
            found = found with { Lines = found.Lines + 1 };
        }

        return found;
    }

    public ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw, PooledBuffer<byte> joined) => Lines <= 1 ? raw.Slice(Start, Length) : joined.Span;

    /// <summary>Writes the event with another payload; an event without data is its own payload.</summary>
    public void Write(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        if (Lines == 0)
        {
            output.Write(payload);
        }
        else if (Lines == 1)
        {
            output.Write(raw[..Start]);
            output.Write(payload);
            output.Write(raw[(Start + Length)..]);
        }
        else
        {
            WriteLines(raw, payload, output);
        }
    }

    /// <summary>The other fields keep their lines; the data follows them, as many lines as it has.</summary>
    private static void WriteLines(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> rest = raw;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = SseFraming.NextLine(ref rest);
            if (line.IsEmpty || SseFraming.IsData(line, out _))
                continue;
            output.Write(line);
            output.Write("\n"u8);
        }

        while (!payload.IsEmpty)
        {
            ReadOnlySpan<byte> line = SseFraming.NextLine(ref payload);
            output.Write("data: "u8);
            output.Write(line);
            output.Write("\n"u8);
        }

        output.Write("\n"u8);
    }
}
