using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>What came of the wish to invalidate a token.</summary>
public enum Invalidation
{
    Done,

    /// <summary>It is none of the gate's own that is valid now, or another key's than was said.</summary>
    Unknown,

    /// <summary>So many tokens are invalidated already that there is no room for another.</summary>
    NoRoom,
}

/// <summary>Ends tokens of the gate's own before their time, on every node. Thread-safe.</summary>
public sealed class TokenInvalidation(TokenDirectory tokens, RevokedTokens revoked, StoredRevocations stored)
{
    /// <summary>Invalidates a token that is valid now.</summary>
    /// <param name="token">The JWT.</param>
    /// <param name="keyId">The key that it must have been minted from, or null for any.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer: the other nodes do not know yet.</exception>
    public async ValueTask<Invalidation> InvalidateAsync(string token, string? keyId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (await tokens.FindOwnAsync(token, cancellation) is not { Id: { } id } proven || (keyId is not null && !string.Equals(keyId, proven.Subject.KeyId, StringComparison.Ordinal)))
            return Invalidation.Unknown;
        if (!revoked.TryAdd(id, proven.ExpiresAt))
            return Invalidation.NoRoom;
        await stored.AddAsync(id, proven.ExpiresAt, cancellation);
        return Invalidation.Done;
    }
}
