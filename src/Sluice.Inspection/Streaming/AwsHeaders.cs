using System.Buffers;
using System.Buffers.Binary;

namespace Sluice.Inspection.Streaming;

/// <summary>The headers of an AWS event: a name, a type, a value each (docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html).</summary>
internal static class AwsHeaders
{
    private const byte StringType = 7;

    /// <summary>Where the event's name stands in <paramref name="headers"/>: its type, or, where it is an exception or an error, that one's; empty where it has none.</summary>
    /// <exception cref="InvalidDataException">The headers are broken.</exception>
    public static Range FindName(ReadOnlySpan<byte> headers)
    {
        Range found = default;
        int at = 0;
        while (at < headers.Length)
        {
            ReadOnlySpan<byte> name = Take(headers, ref at, Take(headers, ref at, 1)[0]);
            byte type = Take(headers, ref at, 1)[0];
            int length = LengthOf(type, headers, ref at);
            Take(headers, ref at, length);
            if (type == StringType && (name.SequenceEqual(":event-type"u8) || name.SequenceEqual(":exception-type"u8) || name.SequenceEqual(":error-code"u8)))
                found = (at - length)..at;
        }

        return found;
    }

    /// <summary>Writes the headers of an event of the gate's own.</summary>
    public static void Write(ReadOnlySpan<byte> name, IBufferWriter<byte> output)
    {
        bool exception = name.EndsWith("Exception"u8);
        WriteString(exception ? ":exception-type"u8 : ":event-type"u8, name, output);
        WriteString(":content-type"u8, "application/json"u8, output);
        WriteString(":message-type"u8, exception ? "exception"u8 : "event"u8, output);
    }

    private static int LengthOf(byte type, ReadOnlySpan<byte> headers, ref int at) => type switch
    {
        0 or 1 => 0,
        2 => 1,
        3 => 2,
        4 => 4,
        5 or 8 => 8,
        6 or StringType => BinaryPrimitives.ReadUInt16BigEndian(Take(headers, ref at, 2)),
        9 => 16,
        _ => throw new InvalidDataException("an event has a header of an unknown type"),
    };

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> headers, ref int at, int length)
    {
        if (headers.Length - at < length)
            throw new InvalidDataException("an event's headers break off");
        at += length;
        return headers.Slice(at - length, length);
    }

    private static void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        Span<byte> room = output.GetSpan(name.Length + value.Length + 4);
        room[0] = (byte)name.Length;
        name.CopyTo(room[1..]);
        room = room[(1 + name.Length)..];
        room[0] = StringType;
        BinaryPrimitives.WriteUInt16BigEndian(room[1..], (ushort)value.Length);
        value.CopyTo(room[3..]);
        output.Advance(name.Length + value.Length + 4);
    }
}
