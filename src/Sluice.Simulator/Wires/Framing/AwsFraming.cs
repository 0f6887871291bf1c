using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sluice.Simulator.Wires.Framing;

/// <summary>
/// The AWS event stream (application/vnd.amazon.eventstream): length, headers' length and their CRC, the headers, the payload, the CRC of all.
/// </summary>
internal sealed class AwsFraming : IFraming
{
    public const string ContentType = "application/vnd.amazon.eventstream";

    private const int PreludeLength = 12;
    private const byte StringHeader = 7;

    private int _start;
    private int _headersEnd;

    public void Begin(EventOutput output, string name) => Begin(output, "event", ":event-type", name);

    /// <summary>The payload so far; whoever wraps it may replace it.</summary>
    public ReadOnlySpan<byte> Payload(EventOutput output) => output.Written.Span[_headersEnd..];

    public void End(EventOutput output)
    {
        int total = output.Length - _start + 4;
        var prelude = output.From(_start);
        BinaryPrimitives.WriteInt32BigEndian(prelude, total);
        BinaryPrimitives.WriteInt32BigEndian(prelude[4..], _headersEnd - _start - PreludeLength);
        BinaryPrimitives.WriteUInt32BigEndian(prelude[8..], Crc32.Of(prelude[..8]));
        WriteNumber(output, Crc32.Of(output.From(_start)));
        output.EndEvent();
    }

    /// <summary>A message that ends the stream with an error.</summary>
    public void WriteException(EventOutput output, string type, ReadOnlySpan<byte> body)
    {
        Begin(output, "exception", ":exception-type", type);
        output.Write(body);
        End(output);
    }

    private void Begin(EventOutput output, string messageType, string typeHeader, string type)
    {
        _start = output.Length;
        output.GetSpan(PreludeLength)[..PreludeLength].Clear();
        output.Advance(PreludeLength);
        WriteHeader(output, typeHeader, type);
        WriteHeader(output, ":content-type", "application/json");
        WriteHeader(output, ":message-type", messageType);
        _headersEnd = output.Length;
    }

    private static void WriteHeader(EventOutput output, string name, string value)
    {
        output.Write([(byte)name.Length]);
        Encoding.UTF8.GetBytes(name, output);
        output.Write([StringHeader, (byte)(value.Length >> 8), (byte)value.Length]);
        Encoding.UTF8.GetBytes(value, output);
    }

    private static void WriteNumber(EventOutput output, uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), number);
        output.Advance(4);
    }
}
