namespace Sluice.Governance.Identity.Tokens;

/// <summary>Names of claims, and values that stand in the gate's own tokens.</summary>
internal static class TokenClaims
{
    /// <summary>The media type of access tokens in the header's <c>typ</c> (RFC 9068 §2.1).</summary>
    public const string AccessTokenType = "at+jwt";

    public const string ClientId = "client_id";

    /// <summary>Which of the key's secrets the token was minted from; it dies with it.</summary>
    public const string SecretId = "secret_id";

    public const string Tenant = "tenant";

    /// <summary>The application that the token is narrowed to.</summary>
    public const string App = "app";

    /// <summary>Permissions, separated by spaces (RFC 6749 §3.3).</summary>
    public const string Scope = "scope";

    /// <summary>Strata Cloud Manager's: role names by tenant service group.</summary>
    public const string Access = "access";

    public const string Confirmation = "cnf";

    /// <summary>SHA-256 of the client certificate in DER, base64url (RFC 8705 §3.1).</summary>
    public const string CertificateThumbprint = "x5t#S256";
}
