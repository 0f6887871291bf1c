using System.Net;
using System.Net.Sockets;

namespace Sluice.Governance.Limits;

/// <summary>The network that a source address counts with: its /24, or its /56 for IPv6, which is what one subscriber has.</summary>
internal static class SourceRange
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        int kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 7;
        bytes[kept..length].Clear();
        return $"{new IPAddress(bytes[..length])}/{kept * 8}";
    }
}
