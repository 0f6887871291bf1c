using Microsoft.IdentityModel.JsonWebTokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>The gate's own tokens: each leads back to the key that it was minted from, as that key is now.</summary>
internal sealed class OwnTokens(string issuer, SigningKeyRing keys, KeyDirectory directory, TimeProvider time) : ITokenIssuer
{
    private readonly TokenProof _proof = new(issuer, [issuer], [Signer.Algorithm], time);

    public async ValueTask<ProvenToken?> ProveAsync(PresentedToken token, CancellationToken cancellation)
    {
        if (await keys.FindAsync(token.KeyId, cancellation) is not { } key || !await _proof.HoldsAsync(token, key) || !token.TryGetBinding(out string? certificate))
            return null;
        if (token.Claim(JwtRegisteredClaimNames.Sub) is not { } id || token.Claim(TokenClaims.SecretId) is not { } secretId || token.Claim(JwtRegisteredClaimNames.Jti) is not { } tokenId)
            return null;
        var subject = new Caller(id)
        {
            Kind = CallerKind.Token,
            KeyId = id,
            SecretId = secretId,
            App = token.Claim(TokenClaims.App),
            Permissions = PermissionsOf(token.Claim(TokenClaims.Scope)),
        };
        return new ProvenToken(this, token.KeyId, new DateTimeOffset(token.Token.ValidTo, TimeSpan.Zero)) { Id = tokenId, Certificate = certificate, Subject = subject };
    }

    public Caller? CallerOf(ProvenToken token)
    {
        Caller subject = token.Subject;
        if (!StillKnows(token) || directory.FindKey(subject.KeyId!, subject.SecretId) is not { } key)
            return null;
        if (token.Last is { } last && ReferenceEquals(last.Key, key))
            return last.Caller;
        Caller caller = key with
        {
            Kind = CallerKind.Token,
            App = subject.App ?? key.App,
            Permissions = subject.Permissions.Intersect(key.Permissions),
            ExpiresAt = key.ExpiresAt is { } end && end < token.ExpiresAt ? end : token.ExpiresAt,
        };
        token.Last = new LastCaller(key, caller);
        return caller;
    }

    public bool StillKnows(ProvenToken token) => keys.Find(token.KeyId) is not null;

    private static PermissionSet PermissionsOf(string? scope)
    {
        PermissionSet granted = PermissionSet.None;
        foreach (string word in scope?.Split(' ') ?? [])
        {
            if (Permission.TryParse(word, out Permission permission))
                granted = granted.Union(PermissionSet.Of(permission));
        }

        return granted;
    }
}
