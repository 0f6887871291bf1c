namespace Sluice.Governance.Identity.Tokens;

/// <summary>Tokens of one trusted issuer.</summary>
/// <param name="said">Its configuration as text, to tell a change.</param>
internal sealed class TrustedIssuer(string said, IssuerOptions options, IssuerKeys keys, ClaimMapping mapping, TimeProvider time) : ITokenIssuer
{
    private static readonly string[] UsualAlgorithms = ["RS256", "ES256"];

    private readonly TokenProof _proof = new(options.Issuer, options.Audiences, options.Algorithms.Count > 0 ? options.Algorithms : UsualAlgorithms, time);

    public string Said => said;

    public async ValueTask<ProvenToken?> ProveAsync(PresentedToken token, CancellationToken cancellation)
    {
        if (await keys.FindAsync(token.KeyId, cancellation) is not { } key || (key.Algorithm is not null && !string.Equals(key.Algorithm, token.Token.Alg, StringComparison.Ordinal)))
            return null;
        if (!await _proof.HoldsAsync(token, key.Key) || !token.TryGetBinding(out string? certificate) || mapping.Read(token.Payload) is not { } caller)
            return null;
        var end = new DateTimeOffset(token.Token.ValidTo, TimeSpan.Zero);
        return new ProvenToken(this, token.KeyId, end)
        {
            Certificate = certificate,
            Subject = caller with { ExpiresAt = end },
            Signer = key,
        };
    }

    public Caller? CallerOf(ProvenToken token) => StillKnows(token) ? token.Subject : null;

    public bool StillKnows(ProvenToken token) => ReferenceEquals(keys.Find(token.KeyId), token.Signer);
}
