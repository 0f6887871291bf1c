using System.Buffers.Binary;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>IPv4 addresses in every way that browsers and C libraries read them: 127.1, 0177.0.0.1, 0x7f000001, 2130706433.</summary>
internal static class IpNumber
{
    /// <summary>The last part of the host is a number, so the host is an address or nothing.</summary>
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        ReadOnlySpan<char> last = host[(host.LastIndexOf('.') + 1)..];
        if (last.IsEmpty || !char.IsAsciiDigit(last[0]))
            return false;
        foreach (char c in last)
        {
            if (!char.IsAsciiDigit(c))
                return TryPart(last, out _);
        }

        return true;
    }

    public static bool TryRead(ReadOnlySpan<char> host, out uint address)
    {
        address = 0;
        Span<ulong> parts = stackalloc ulong[4];
        int count = 0;
        foreach (Range range in host.Split('.'))
        {
            if (count == 4 || !TryPart(host[range], out parts[count++]))
                return false;
        }

        ulong number = 0;
        for (int i = 0; i < count - 1; i++)
        {
            if (parts[i] > 255)
                return false;
            number |= parts[i] << (24 - (8 * i));
        }

        if (parts[count - 1] >= 1UL << (8 * (5 - count)))
            return false;
        address = (uint)(number | parts[count - 1]);
        return true;
    }

    /// <summary>Four decimals; their length.</summary>
    public static int Write(uint address, Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        text.TryWrite($"{bytes[0]}.{bytes[1]}.{bytes[2]}.{bytes[3]}", out int length);
        return length;
    }

    private static bool TryPart(ReadOnlySpan<char> part, out ulong value)
    {
        value = 0;
        uint radix = 10;
        if (part.IsEmpty)
            return false;
        if (part.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            radix = 16;
            part = part[2..];
        }
        else if (part.Length > 1 && part[0] == '0')
        {
            radix = 8;
        }

        foreach (char c in part)
        {
            uint digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : uint.MaxValue;
            if (digit >= radix || value > uint.MaxValue)
                return false;
            value = (value * radix) + digit;
        }

        return value <= uint.MaxValue;
    }
}
