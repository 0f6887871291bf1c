namespace Sluice.Governance.Identity.Tokens;

/// <summary>A signing key as it is kept: whoever keeps it encrypts it.</summary>
/// <param name="Id">The token header's <c>kid</c>.</param>
/// <param name="CreatedAt">When it began to sign.</param>
/// <param name="Pkcs8">The private key, a P-256 key in PKCS #8.</param>
public sealed record StoredSigningKey(string Id, DateTimeOffset CreatedAt, byte[] Pkcs8);

/// <summary>Where the signing keys lie that nodes share.</summary>
public interface ISigningKeyShelf
{
    /// <summary>All keys that lie there; few, as dead ones are removed.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ReadAsync(CancellationToken cancellation);

    Task AddAsync(StoredSigningKey key, CancellationToken cancellation);

    /// <summary>Removes a key, if it is still there.</summary>
    Task RemoveAsync(string id, CancellationToken cancellation);
}
