using Sluice.Gateway.Identity;

namespace Sluice.Gateway.Tests.Identity;

public sealed class OwnCredentialTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("?a=1&b=2", null)]
    [InlineData("?monkey=1&keys=2", null)]
    [InlineData("?key=secret", "")]
    [InlineData("?a=1%2C2&key=secret&b=x+y", "?a=1%2C2&b=x+y")]
    [InlineData("?KEY=secret&a", "?a")]
    [InlineData("?k%65y=secret&%61pi-key=secret&a=", "?a=")]
    [InlineData("?$key=secret&%24access_token=secret&a=1", "?a=1")]
    [InlineData("?key=one&key=two&&", "?&")]
    [InlineData("?key", "")]
    public void A_query_loses_its_credentials_and_nothing_else(string query, string? expected) => Assert.Equal(expected, OwnCredential.Without(query));
}
