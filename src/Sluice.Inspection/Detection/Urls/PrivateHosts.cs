using System.Buffers.Binary;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>Hosts that lie in no public network: what a server can be made to ask in somebody's place.</summary>
internal static class PrivateHosts
{
    private static readonly string[] Domains = ["localhost", "local", "internal", "localdomain", "intranet", "lan", "home.arpa"];

    /// <summary>Services that answer a name with the address in it.</summary>
    private static readonly string[] Echoes = [".nip.io", ".sslip.io", ".xip.io"];

    public static bool IsPrivateName(ReadOnlySpan<char> host)
    {
        foreach (string domain in Domains)
        {
            if (host.EndsWith(domain, StringComparison.Ordinal) && (host.Length == domain.Length ? domain is "localhost" : host[host.Length - domain.Length - 1] == '.'))
                return true;
        }

        foreach (string echo in Echoes)
        {
            if (host.EndsWith(echo, StringComparison.Ordinal))
                return EchoesPrivate(host[..^echo.Length]);
        }

        return false;
    }

    public static bool IsPrivate(uint address) => (address >> 24) is 0 or 10 or 127
        || (address >> 16) is 0xA9FE or 0xC0A8
        || (address >> 20) == 0xAC1
        || (address >> 22) == 0x191;

    /// <summary>Of IPv6: none, loopback, unique local, link-local, and those that hold an IPv4 address.</summary>
    public static bool IsPrivate(ReadOnlySpan<byte> address)
    {
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(address);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(address[8..]);
        if ((address[0] & 0xFE) == 0xFC || (address[0] == 0xFE && (address[1] & 0xC0) == 0x80))
            return true;
        bool holdsIpv4 = high == 0 && (low >> 32) is 0 or 0xFFFF || high == 0x0064FF9B00000000;
        return holdsIpv4 && (low <= 1 || IsPrivate((uint)low));
    }

    private static bool EchoesPrivate(ReadOnlySpan<char> name)
    {
        Span<char> dotted = stackalloc char[16];
        ReadOnlySpan<char> last = name;
        int labels = 0;
        for (int i = name.Length - 1; i >= 0 && labels < 4; i--)
        {
            if (name[i] is '.' or '-' && ++labels == 4)
                last = name[(i + 1)..];
        }

        if (last.Length > 15)
            return false;
        last.Replace(dotted, '-', '.');
        return IpNumber.TryRead(dotted[..last.Length], out uint address) && IsPrivate(address);
    }
}
