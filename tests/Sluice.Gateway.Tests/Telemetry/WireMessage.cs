using System.Buffers.Binary;
using System.Text;

namespace Sluice.Gateway.Tests.Telemetry;

/// <summary>A protobuf message as its wire format has it: numbered fields, whose meaning the reader knows. As much of it as reading OTLP takes.</summary>
internal sealed class WireMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <exception cref="InvalidDataException">The bytes are no protobuf message.</exception>
    public WireMessage(ReadOnlyMemory<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            ulong tag = Varint(bytes.Span, ref at);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, Varint(bytes.Span, ref at), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(Take(bytes, ref at, 8).Span), default));
                    break;
                case 2:
                    _fields.Add((number, 0, Take(bytes, ref at, checked((int)Varint(bytes.Span, ref at)))));
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(Take(bytes, ref at, 4).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} of field {number} is not known");
            }
        }
    }

    public IEnumerable<WireMessage> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new WireMessage(f.Bytes));

    /// <summary>The messages at the end of a path of field numbers.</summary>
    public IEnumerable<WireMessage> Messages(params int[] path) => path.Aggregate<int, IEnumerable<WireMessage>>([this], (all, number) => all.SelectMany(m => m.Messages(number)));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public ReadOnlyMemory<byte> Bytes(int number) => _fields.LastOrDefault(f => f.Number == number).Bytes;

    /// <summary>The raw 64 bits of a number; 0 where the field is absent.</summary>
    public ulong Number(int number) => _fields.LastOrDefault(f => f.Number == number).Value;

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> bytes, ref int at, int length)
    {
        if (length < 0 || length > bytes.Length - at)
            throw new InvalidDataException("a field goes on behind the message's end");
        ReadOnlyMemory<byte> taken = bytes.Slice(at, length);
        at += length;
        return taken;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at == bytes.Length)
                throw new InvalidDataException("a number goes on behind the message's end");
            byte next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("a number is longer than 64 bits");
    }
}
