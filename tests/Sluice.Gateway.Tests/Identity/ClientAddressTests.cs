using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Identity;

namespace Sluice.Gateway.Tests.Identity;

/// <summary>10.0.0.0/8 and fd00::/8 are the trusted proxies here.</summary>
public sealed class ClientAddressTests
{
    private static readonly IPNetwork[] Trusted = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")];

    [Theory]
    [InlineData("203.0.113.7", "127.0.0.1", "203.0.113.7")] // The peer is no proxy of ours: what it says of itself counts for nothing.
    [InlineData("127.0.0.1", "203.0.113.7", "127.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7")] // Left of the first address that is not trusted, the client wrote it.
    [InlineData("10.0.0.1", "203.0.113.7, 10.2.3.4", "203.0.113.7")]
    [InlineData("10.0.0.1", "127.0.0.1,203.0.113.7,10.2.3.4,10.9.9.9", "203.0.113.7")]
    [InlineData("10.0.0.1", "10.2.3.4", "10.2.3.4")]
    [InlineData("10.0.0.1", " , 203.0.113.7 , ", "203.0.113.7")]
    [InlineData("10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("fd00::1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "127.0.0.1", "127.0.0.1")]
    [InlineData("10.0.0.1", "127.0.0.1, unknown", null)] // Who cannot be told is nobody, and not who stands before.
    [InlineData("10.0.0.1", "203.0.113.7:4711", null)]
    public void An_address_is_believed_as_far_as_trusted_proxies_vouch_for_it(string peer, string forwarded, string? expected) =>
        Assert.Equal(expected, ClientAddress.Of(From(peer, forwarded), Trusted)?.ToString());

    [Fact]
    public void Several_header_lines_are_one_list()
    {
        HttpContext context = From("10.0.0.1", new StringValues(["127.0.0.1", "203.0.113.7", "10.2.3.4"]));
        Assert.Equal("203.0.113.7", ClientAddress.Of(context, Trusted)?.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("203.0.113.7")]
    [InlineData("10.0.0.1")]
    public void Without_trusted_proxies_the_peer_counts(string peer) =>
        Assert.Equal(peer, ClientAddress.Of(From(peer, "198.51.100.1, 127.0.0.1"), [])?.ToString());

    [Theory]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("127.8.9.10", "", true)]
    [InlineData("::1", "", true)]
    [InlineData("::ffff:127.0.0.1", "", true)]
    [InlineData("203.0.113.7", "", false)]
    [InlineData("203.0.113.7", "127.0.0.1", false)]
    [InlineData("10.0.0.1", "203.0.113.7", false)]
    [InlineData("10.0.0.1", "127.0.0.1, 203.0.113.7", false)]
    [InlineData("10.0.0.1", "unknown", false)]
    [InlineData("10.0.0.1", "::1", true)]
    [InlineData(null, "127.0.0.1", false)]
    public void Only_loopback_is_local(string? peer, string forwarded, bool local) => Assert.Equal(local, ClientAddress.IsLocal(From(peer, forwarded), Trusted));

    private static DefaultHttpContext From(string? peer, StringValues forwarded)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        return context;
    }
}
