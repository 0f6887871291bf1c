using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>Addresses of machines, which are personal data of their users.</summary>
internal static class NetworkData
{
    private const string Octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: four numbers of 0 to 255 between dots.
        // Misses: loopback, broadcast and unspecified addresses and four single digits, which are rather a version, are left alone.
        // Example: 203.0.113.42
        // Source: https://www.rfc-editor.org/rfc/rfc791
        Detector.Create("pii/ipv4", "IPv4 address", certain: false,
            Of("(?<![A-Za-z0-9_.-])" + Octet + "(?:\\." + Octet + "){3}(?![A-Za-z0-9_-])", validator: NetworkText.IsIpv4)),

        // Finds: eight groups, or fewer with one ::, at least one of three or four digits.
        // Misses: the forms with an IPv4 address at the end; very short ones (::1, a::b), which are also names in code.
        // Example: 2001:db8::8a2e:370:7334
        // Source: https://www.rfc-editor.org/rfc/rfc4291#section-2.2
        Detector.Create("pii/ipv6", "IPv6 address", certain: false,
            Of("(?<![A-Za-z0-9_:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?:%[0-9a-z]{1,8})?(?![A-Za-z0-9_:])", validator: NetworkText.IsIpv6)),

        // Finds: six pairs of hex digits between colons or dashes.
        // Misses: the dotted form of Cisco; addresses in one piece.
        // Example: 00:1B:44:11:3A:B7
        // Source: https://standards.ieee.org/products-programs/regauth/
        Detector.Create("pii/mac-address", "MAC address", certain: false,
            Of("(?<![A-Za-z0-9_:-])[0-9A-Fa-f]{2}(?:(?:[:][0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})(?![A-Za-z0-9_:-])")),
    ];
}
