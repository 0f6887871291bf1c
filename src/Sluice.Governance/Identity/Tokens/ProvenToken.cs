namespace Sluice.Governance.Identity.Tokens;

/// <summary>A token whose signature, issuer, audience and times were found right. What may change since (the key it was minted from, its issuer's keys, the time) is asked each time.</summary>
/// <param name="Issuer">Who proved it.</param>
/// <param name="KeyId">The key that signed it, which must still be the issuer's.</param>
/// <param name="ExpiresAt">Its end.</param>
internal sealed record ProvenToken(ITokenIssuer Issuer, string KeyId, DateTimeOffset ExpiresAt)
{
    /// <summary>Its <c>jti</c>; null where it has none and so cannot be invalidated.</summary>
    public string? Id { get; init; }

    /// <summary>The certificate that it is bound to; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Who presents it, as far as the token says: what its issuer makes of that is <see cref="ITokenIssuer.CallerOf"/>.</summary>
    public required Caller Subject { get; init; }

    /// <summary>A trusted issuer's key that signed it: another one of the same id is another key.</summary>
    public VerificationKey? Signer { get; init; }

    /// <summary>The last answer for a token of the gate's own: its key as it was then, and the caller that this made.</summary>
    public LastCaller? Last { get; set; }
}

/// <summary>What a token of the gate's own came to, for one state of its key.</summary>
internal sealed record LastCaller(Caller Key, Caller Caller);
