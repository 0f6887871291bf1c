using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Identity;

/// <summary>Where a request comes from: the peer, or what trusted proxies in front say.</summary>
internal static class ClientAddress
{
    /// <summary>Walks <c>X-Forwarded-For</c> from its end as long as the address before was a trusted proxy's: everything left of it the client may have written itself.</summary>
    public static IPAddress? Of(HttpContext context, IReadOnlyList<IPNetwork> trusted)
    {
        IPAddress? address = Plain(context.Connection.RemoteIpAddress);
        if (trusted.Count == 0)
            return address;
        string[] hops = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (int i = hops.Length - 1; i >= 0 && address is not null && IsTrusted(address, trusted); i--)
            address = IPAddress.TryParse(hops[i], out IPAddress? hop) ? Plain(hop) : null;
        return address;
    }

    public static bool IsLocal(HttpContext context, IReadOnlyList<IPNetwork> trusted) => Of(context, trusted) is { } address && IPAddress.IsLoopback(address);

    private static bool IsTrusted(IPAddress address, IReadOnlyList<IPNetwork> trusted)
    {
        foreach (IPNetwork network in trusted)
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
