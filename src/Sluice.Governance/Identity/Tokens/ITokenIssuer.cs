namespace Sluice.Governance.Identity.Tokens;

/// <summary>Whose tokens are taken: the gate itself, or a trusted issuer.</summary>
internal interface ITokenIssuer
{
    /// <summary>Checks everything that a token says; null where anything is wrong.</summary>
    ValueTask<ProvenToken?> ProveAsync(PresentedToken token, CancellationToken cancellation);

    /// <summary>Who presents a token that was proven before; null where its key, or its issuer's, is gone since. Costs next to nothing.</summary>
    Caller? CallerOf(ProvenToken token);

    /// <summary>The key that signed a token is still the one of that id: proving it once more would not tell more.</summary>
    bool StillKnows(ProvenToken token);
}
