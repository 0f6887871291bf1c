using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>Ends tokens of the gate's own before their time, on every node. Thread-safe.</summary>
public sealed class TokenInvalidation(TokenDirectory tokens, RevokedTokens revoked)
{
    /// <summary>Invalidates a token that is valid now.</summary>
    /// <param name="token">The JWT.</param>
    /// <param name="keyId">The key that it must have been minted from, or null for any.</param>
    /// <returns>Its <c>jti</c>; null where it is none of the gate's own that is valid, or another key's.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async ValueTask<string?> InvalidateAsync(string token, string? keyId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (await tokens.FindOwnAsync(token, cancellation) is not { Id: { } id } proven || (keyId is not null && !string.Equals(keyId, proven.Subject.KeyId, StringComparison.Ordinal)))
            return null;
        await revoked.AddAsync(id, proven.ExpiresAt, cancellation);
        return id;
    }
}
