using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Simulator.Tests.Wires;

/// <summary>One message of an AWS event stream, read by the specification's words and with sums of its own.</summary>
internal sealed record AwsMessage(Dictionary<string, string> Headers, JsonNode Payload)
{
    public string Type => Headers.GetValueOrDefault(":event-type") ?? Headers[":exception-type"];

    public static List<AwsMessage> ReadAll(byte[] stream)
    {
        var messages = new List<AwsMessage>();
        for (int at = 0; at < stream.Length;)
        {
            int total = BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(at));
            int headers = BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(at + 4));
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(stream.AsSpan(at + 8)), Crc(stream.AsSpan(at, 8)));
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(stream.AsSpan(at + total - 4)), Crc(stream.AsSpan(at, total - 4)));
            var payload = JsonNode.Parse(stream.AsSpan(at + 12 + headers, total - headers - 16))!;
            messages.Add(new AwsMessage(ReadHeaders(stream.AsSpan(at + 12, headers)), payload));
            at += total;
        }

        return messages;
    }

    private static Dictionary<string, string> ReadHeaders(ReadOnlySpan<byte> bytes)
    {
        var headers = new Dictionary<string, string>();
        while (bytes.Length > 0)
        {
            string name = Encoding.UTF8.GetString(bytes.Slice(1, bytes[0]));
            bytes = bytes[(1 + bytes[0])..];
            Assert.Equal(7, bytes[0]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
            headers.Add(name, Encoding.UTF8.GetString(bytes.Slice(3, length)));
            bytes = bytes[(3 + length)..];
        }

        return headers;
    }

    /// <summary>CRC-32 bit by bit.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
