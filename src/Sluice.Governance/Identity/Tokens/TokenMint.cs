using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>What a token shall be like; what is not said is as the key and the configuration say.</summary>
public sealed record TokenTerms
{
    /// <summary>How long it lives: held between a minute and <see cref="TokenOptions.MaxLifetime"/>, and never past the key's own end.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>What it permits; only what its key permits counts. Null for all of that.</summary>
    public PermissionSet? Permissions { get; init; }

    /// <summary>The application that it speaks for; null for the key's.</summary>
    public string? App { get; init; }

    /// <summary>The certificate that it is bound to, as <see cref="TokenMint.ThumbprintOf"/> says it; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Add Strata Cloud Manager's claim <c>access</c>.</summary>
    public bool Access { get; init; }
}

/// <summary>A token that was just made. <see cref="Value"/> is a secret and is shown once.</summary>
/// <param name="Value">The JWT.</param>
/// <param name="Id">Its <c>jti</c>, for the audit log.</param>
public sealed record MintedToken(string Value, string Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, PermissionSet Permissions)
{
    /// <summary>Prints no token.</summary>
    public override string ToString() => Id;
}

/// <summary>Makes tokens of keys: a token can do what its key can, for a while, and dies with it. Thread-safe.</summary>
public sealed class TokenMint(SigningKeyRing keys, Func<TokenOptions> options, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The thumbprint that binds a token to a certificate (RFC 8705 §3.1).</summary>
    /// <param name="certificate">The certificate in DER.</param>
    public static string ThumbprintOf(ReadOnlySpan<byte> certificate) => Base64Url.EncodeToString(SHA256.HashData(certificate));

    /// <summary>Mints a token of a key.</summary>
    /// <param name="key">As the <see cref="KeyDirectory"/> gives it.</param>
    /// <exception cref="Store.StoreUnavailableException">There is no key to sign with, and the store does not answer.</exception>
    public async ValueTask<MintedToken> MintAsync(Caller key, TokenTerms terms, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(terms);
        if (key.KeyId is null || key.SecretId is null)
            throw new ArgumentException("tokens are made of keys", nameof(key));
        TokenOptions set = options();
        Signer signer = await keys.CurrentAsync(cancellation);

        // JWTs count whole seconds; the answer's expires_in is to agree with the token.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        DateTimeOffset end = now + Clamp(terms.Lifetime ?? set.Lifetime, set.MaxLifetime);
        if (key.ExpiresAt is { } last && last < end)
            end = DateTimeOffset.FromUnixTimeSeconds(last.ToUnixTimeSeconds());
        PermissionSet permissions = terms.Permissions is { } asked ? asked.Intersect(key.Permissions) : key.Permissions;
        string id = Guid.CreateVersion7(now).ToString("N");
        string value = Writer.CreateToken(new SecurityTokenDescriptor
        {
            SigningCredentials = signer.Credentials,
            TokenType = TokenClaims.AccessTokenType,
            Claims = Claims(key, terms, set.Issuer, permissions, id, now, end),
        });
        return new MintedToken(value, id, now, end, permissions);
    }

    private static TimeSpan Clamp(TimeSpan lifetime, TimeSpan most)
    {
        TimeSpan least = TokenOptions.ShortestLifetime < most ? TokenOptions.ShortestLifetime : most;
        return lifetime < least ? least : lifetime > most ? most : lifetime;
    }

    private static Dictionary<string, object> Claims(Caller key, TokenTerms terms, string issuer, PermissionSet permissions, string id, DateTimeOffset now, DateTimeOffset end)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Iss] = issuer,
            [JwtRegisteredClaimNames.Aud] = issuer,
            [JwtRegisteredClaimNames.Sub] = key.KeyId!,
            [TokenClaims.ClientId] = key.KeyId!,
            [TokenClaims.SecretId] = key.SecretId!,
            [TokenClaims.Tenant] = key.Tenant,
            [TokenClaims.Scope] = string.Join(' ', permissions.Permissions()),
            [JwtRegisteredClaimNames.Jti] = id,
            [JwtRegisteredClaimNames.Iat] = now.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Nbf] = now.ToUnixTimeSeconds(),
            [JwtRegisteredClaimNames.Exp] = end.ToUnixTimeSeconds(),
        };
        if (terms.App is not null)
            claims[TokenClaims.App] = terms.App;
        if (terms.Certificate is not null)
            claims[TokenClaims.Confirmation] = new Dictionary<string, object>(StringComparer.Ordinal) { [TokenClaims.CertificateThumbprint] = terms.Certificate };
        if (terms.Access)
            claims[TokenClaims.Access] = new Dictionary<string, object>(StringComparer.Ordinal) { [$"prn:{key.Tenant}::::"] = Roles(permissions) };
        return claims;
    }

    /// <summary>Strata Cloud Manager's names where they fit, ours where they do not.</summary>
    private static string[] Roles(PermissionSet permissions)
    {
        if (permissions == PermissionSet.All)
            return ["superuser"];
        bool reads = !permissions.IsEmpty && permissions.Permissions().All(p => p.Verb == PermissionVerb.Read);
        return reads ? ["view_only_admin"] : [.. permissions.Permissions().Select(p => p.ToString())];
    }
}
