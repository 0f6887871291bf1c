using System.Collections.Immutable;

namespace Sluice.Governance.Identity;

/// <summary>A key that the configuration declares.</summary>
/// <param name="Name">Its name there; its id is <c>config:NAME</c>.</param>
/// <param name="Digest">The SHA-256 of its secret (<see cref="KeyHasher.DigestOf"/>).</param>
public sealed record DeclaredKey(string Name, ImmutableArray<byte> Digest, string LastCharacters, string Tenant, KeySettings Settings);

/// <summary>The keys that the configuration declares, in force beside the store's: the directory's source <c>configuration</c>. Read-only to every API. Thread-safe.</summary>
public sealed class DeclaredKeys(KeyDirectory directory, KeyHasher hasher)
{
    /// <summary>The directory's name for them.</summary>
    public const string Source = "configuration";

    private const string Prefix = "config:";

    private volatile IReadOnlyList<KeyRecord> _records = [];

    /// <summary>Puts these in the place of those before; who is gone is revoked.</summary>
    public void Replace(IReadOnlyList<DeclaredKey> keys)
    {
        _records = [.. keys.Select(Record)];
        directory.Replace(Source, [.. keys.Select((k, i) => new KeyEntry(hasher.HashDigest(k.Digest.AsSpan()), StoredKeys.CallerOf(_records[i], SecretIdOf(k), _records[i].Settings.ExpiresAt)))]);
    }

    public IReadOnlyList<KeyRecord> List(string tenant) => [.. _records.Where(k => string.Equals(k.Tenant, tenant, StringComparison.Ordinal))];

    /// <summary>The declared key of an id; null where there is none in this tenant.</summary>
    public KeyRecord? Find(string tenant, string id) =>
        _records.FirstOrDefault(k => string.Equals(k.Id, id, StringComparison.Ordinal) && string.Equals(k.Tenant, tenant, StringComparison.Ordinal));

    /// <summary>Another secret is another id: what the one before opened, tokens and streams, ends when the configuration replaces it. 32 bits of a hash of 256 random ones tell nothing.</summary>
    private static string SecretIdOf(DeclaredKey key) => Convert.ToHexStringLower(key.Digest.AsSpan(0, 4));

    private static KeyRecord Record(DeclaredKey key) => new(Prefix + key.Name, key.Tenant, key.Settings)
    {
        Status = KeyStatus.Active,
        CreatedBy = Source,
        UpdatedBy = Source,
        IsDeclared = true,
        Secrets = [new SecretRecord(SecretIdOf(key), key.LastCharacters, default, null)],
    };
}
