using Sluice.Governance.Identity.Tokens;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Tokens</c>.</summary>
internal static class TokensSection
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TokenOptions Read(SectionReader reader)
    {
        var tokens = new TokenOptions();
        tokens.Issuer = reader.Text(nameof(tokens.Issuer)) ?? tokens.Issuer;
        if (tokens.Issuer.Length is 0 or > 256)
            reader.Error(nameof(tokens.Issuer), "is not a name of 1 to 256 characters");
        tokens.MaxLifetime = reader.Duration(nameof(tokens.MaxLifetime), tokens.MaxLifetime, TokenOptions.ShortestLifetime, TokenOptions.LongestLifetime);
        tokens.Lifetime = reader.Duration(nameof(tokens.Lifetime), tokens.Lifetime < tokens.MaxLifetime ? tokens.Lifetime : tokens.MaxLifetime, TokenOptions.ShortestLifetime, tokens.MaxLifetime);
        tokens.KeyRotation = reader.Duration(nameof(tokens.KeyRotation), tokens.KeyRotation, Hour, TimeSpan.FromDays(365));
        reader.RefuseUnknown();
        return tokens;
    }
}
