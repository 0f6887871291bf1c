using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// The checks that any token goes through, by Microsoft's library with everything that it would guess taken away: one key, named by the token's key id and fit for one family of algorithms,
/// one issuer, a list of audiences, a list of asymmetric algorithms, and this process's clock.
/// </summary>
internal sealed class TokenProof
{
    /// <summary>How far another's clock may be ahead; a token that begins later is not valid yet. Its end is taken at its word.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly JsonWebTokenHandler Reader = new() { MaximumTokenSizeInBytes = PresentedToken.MaxLength };

    private readonly TokenValidationParameters _parameters;
    private readonly TimeProvider _time;

    public TokenProof(string issuer, IEnumerable<string> audiences, IEnumerable<string> algorithms, TimeProvider time)
    {
        _time = time;
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudiences = [.. audiences],
            ValidAlgorithms = [.. algorithms],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until),
        };
    }

    /// <summary>Whether the token is right and signed with this very key.</summary>
    public async ValueTask<bool> HoldsAsync(PresentedToken token, SecurityKey key)
    {
        TokenValidationParameters parameters = _parameters.Clone();
        parameters.IssuerSigningKey = key;
        TokenValidationResult result = await Reader.ValidateTokenAsync(token.Token, parameters);
        return result.IsValid && IssuedAtOf(token) <= _time.GetUtcNow() + Skew;
    }

    private bool IsAlive(DateTime? from, DateTime? until)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end && (from is not { } begin || begin <= now + Skew);
    }

    /// <summary>A token without that claim began long ago.</summary>
    private static DateTimeOffset IssuedAtOf(PresentedToken token) => token.Token.IssuedAt == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(token.Token.IssuedAt, TimeSpan.Zero);
}
