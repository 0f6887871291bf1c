using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>What a host is once it is written the one way that browsers make of it (WHATWG URL): small letters, ASCII, numbers as four decimals.</summary>
/// <param name="Length">Of the canonical host in the buffer.</param>
/// <param name="Kind">A name or a number.</param>
/// <param name="Address">The number of an IPv4 address, or of the one that an IPv6 address holds.</param>
/// <param name="IsPrivate">The number is of no public network.</param>
/// <param name="IsDisguised">It was written as nobody writes it who wants it read: numbers in octal, hexadecimal or one piece, signs that are not seen.</param>
internal readonly record struct UrlHost(int Length, UrlHostKind Kind, uint Address, bool IsPrivate, bool IsDisguised)
{
    /// <summary>Longest host, canonical; longer ones are none.</summary>
    public const int MaxLength = 255;

    private const string Dots = "\u3002\uFF0E\uFF61";

    /// <summary>It can be a host.</summary>
    public bool IsValid => Kind != UrlHostKind.Invalid;

    /// <summary>Writes the canonical form of <paramref name="written"/> into <paramref name="canonical"/>, which has room for <see cref="MaxLength"/>.</summary>
    public static UrlHost Read(ReadOnlySpan<char> written, Span<char> canonical)
    {
        if (written.Length > 2 && written[0] == '[' && written[^1] == ']' && written.Contains(':'))
            return ReadIpv6(written[1..^1], canonical);
        Span<char> plain = stackalloc char[MaxLength];
        int length = Unfold(written, plain, out bool disguised);
        if (length <= 0)
            return default;
        ReadOnlySpan<char> host = plain[..length].TrimEnd('.');
        if (host.IsEmpty || host.Contains("..", StringComparison.Ordinal))
            return default;
        int written2 = Ascii.IsValid(host) ? Copy(host, canonical) : Encode(host, canonical);
        if (written2 <= 0)
            return default;
        host = canonical[..written2];
        if (!IpNumber.EndsInNumber(host))
            return IsName(host) ? new UrlHost(written2, UrlHostKind.Name, 0, PrivateHosts.IsPrivateName(host), disguised) : default;
        if (!IpNumber.TryRead(host, out uint address))
            return default;
        Span<char> number = stackalloc char[16];
        int numberLength = IpNumber.Write(address, number);
        disguised |= !number[..numberLength].SequenceEqual(host);
        number[..numberLength].CopyTo(canonical);
        return new UrlHost(numberLength, UrlHostKind.Ipv4, address, PrivateHosts.IsPrivate(address), disguised);
    }

    private static UrlHost ReadIpv6(ReadOnlySpan<char> written, Span<char> canonical)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!IPAddress.TryParse(written, out IPAddress? address) || !address.TryWriteBytes(bytes, out int count) || count != bytes.Length)
            return default;
        canonical[0] = '[';
        if (!address.TryFormat(canonical[1..], out int length))
            return default;
        canonical[length + 1] = ']';
        uint held = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        return new UrlHost(length + 2, UrlHostKind.Ipv6, held, PrivateHosts.IsPrivate(bytes), IsDisguised: false);
    }

    /// <summary>Takes out what defangs and hides: brackets around dots, percent signs, wide letters, signs of no width; small letters throughout. -1 where it is too long.</summary>
    private static int Unfold(ReadOnlySpan<char> written, Span<char> plain, out bool disguised)
    {
        disguised = false;
        int length = 0;
        for (int i = 0; i < written.Length; i++)
        {
            char c = written[i];
            int dot = DefangedDot(written[i..]);
            if (dot > 0)
            {
                c = '.';
                i += dot - 1;
            }
            else if (c == '%' && i + 2 < written.Length && char.IsAsciiHexDigit(written[i + 1]) && char.IsAsciiHexDigit(written[i + 2]))
            {
                c = (char)((HexOf(written[i + 1]) << 4) | HexOf(written[i + 2]));
                disguised = true;
                i += 2;
            }
            else if (c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF')
            {
                disguised = true;
                continue;
            }
            else if (c is >= '\uFF01' and <= '\uFF5E' || Dots.Contains(c, StringComparison.Ordinal))
            {
                disguised |= c is not '\u3002';
                c = Dots.Contains(c, StringComparison.Ordinal) ? '.' : (char)(c - 0xFEE0);
            }

            if (length == plain.Length)
                return -1;
            plain[length++] = char.ToLowerInvariant(c);
        }

        return length;
    }

    /// <summary>How long a dot is that was written so that nobody clicks on it: [.] (.) {.} [dot] (dot); 0 where none stands here.</summary>
    public static int DefangedDot(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] is not ('[' or '(' or '{'))
            return 0;
        char close = text[0] switch { '[' => ']', '(' => ')', _ => '}' };
        if (text[1] == '.' && text[2] == close)
            return 3;
        return text.Length > 4 && text[4] == close && text[1..4].Equals("dot", StringComparison.OrdinalIgnoreCase) ? 5 : 0;
    }

    private static int Encode(ReadOnlySpan<char> host, Span<char> canonical)
    {
        Span<int> points = stackalloc int[MaxLength];
        int length = 0;
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[range];
            if (length > 0)
                canonical[length++] = '.';
            if (length + label.Length + 5 > canonical.Length)
                return -1;
            if (Ascii.IsValid(label))
            {
                label.CopyTo(canonical[length..]);
                length += label.Length;
                continue;
            }

            int count = 0;
            foreach (Rune rune in label.EnumerateRunes())
                points[count++] = rune.Value;
            "xn--".CopyTo(canonical[length..]);
            int encoded = Punycode.Encode(points[..count], canonical[(length + 4)..(canonical.Length - 1)]);
            if (encoded < 0)
                return -1;
            length += 4 + encoded;
        }

        return length;
    }

    private static int Copy(ReadOnlySpan<char> host, Span<char> canonical)
    {
        if (host.Length > canonical.Length)
            return -1;
        host.CopyTo(canonical);
        return host.Length;
    }

    private static bool IsName(ReadOnlySpan<char> host)
    {
        foreach (char c in host)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
                return false;
        }

        return host[0] is not ('.' or '-');
    }

    private static int HexOf(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// <summary>What a host is.</summary>
internal enum UrlHostKind : byte
{
    Invalid,
    Name,
    Ipv4,
    Ipv6,
}
