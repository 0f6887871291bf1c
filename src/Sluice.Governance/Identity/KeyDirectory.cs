using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Sluice.Governance.Identity;

/// <summary>
/// The keys that are valid now, in memory, by the hash of their secret: answering takes one hash and one lookup, whether or not the key exists. Sources (the store, the
/// configuration) replace their part of it whole; a key that is gone afterwards is revoked, and what is in flight under it ends. Thread-safe.
/// </summary>
public sealed class KeyDirectory(KeyHasher hasher, TimeProvider time) : IDisposable
{
    private readonly Lock _replacing = new();
    private ImmutableDictionary<string, IReadOnlyList<KeyEntry>> _sources = ImmutableDictionary<string, IReadOnlyList<KeyEntry>>.Empty;
    private ImmutableDictionary<string, CancellationTokenSource> _alive = ImmutableDictionary<string, CancellationTokenSource>.Empty;
    private FrozenDictionary<string, Caller> _bySecret = FrozenDictionary<string, Caller>.Empty;
    private FrozenDictionary<string, Caller> _byKey = FrozenDictionary<string, Caller>.Empty;

    public int Count => _byKey.Count;

    /// <summary>Whose secret it is; null for one that is unknown, revoked or expired, and nothing tells which.</summary>
    public Caller? Find(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[KeyHasher.Size];
        hasher.Hash(secret, hash);
        Span<char> text = stackalloc char[2 * KeyHasher.Size];
        Convert.TryToHexStringLower(hash, text, out _);
        return Valid(_bySecret.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out Caller? caller) ? caller : null);
    }

    /// <summary>The key of an id, for tokens that were minted from it.</summary>
    /// <param name="secretId">Which of its secrets must still be valid, or null for any.</param>
    public Caller? FindKey(string keyId, string? secretId = null) => Valid(_byKey.GetValueOrDefault(secretId is null ? keyId : Name(keyId, secretId)));

    /// <summary>Puts the entries in the place of all that this source gave before.</summary>
    public void Replace(string source, IReadOnlyList<KeyEntry> entries)
    {
        lock (_replacing)
        {
            _sources = _sources.SetItem(source, entries);
            var alive = _sources.Values.SelectMany(e => e).GroupBy(e => Name(e.Caller), StringComparer.Ordinal)
                .ToImmutableDictionary(g => g.Key, g => _alive.GetValueOrDefault(g.Key) ?? new CancellationTokenSource(), StringComparer.Ordinal);
            var gone = _alive.Where(a => !alive.ContainsKey(a.Key)).Select(a => a.Value).ToList();
            KeyEntry[] all = [.. _sources.Values.SelectMany(e => e).Select(e => e with { Caller = e.Caller with { Revoked = alive[Name(e.Caller)].Token } })];
            _bySecret = all.ToLookup(e => e.Hash, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.First().Caller, StringComparer.Ordinal);
            _byKey = all.Select(e => KeyValuePair.Create(e.Caller.KeyId!, e.Caller)).Concat(all.Select(e => KeyValuePair.Create(Name(e.Caller), e.Caller)))
                .ToLookup(p => p.Key, p => p.Value, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
            _alive = alive;
            foreach (CancellationTokenSource one in gone)
                one.Cancel(); // Not disposed: callers in flight hold its token.
        }
    }

    public void Dispose()
    {
        foreach (CancellationTokenSource one in _alive.Values)
            one.Dispose();
    }

    private static string Name(Caller caller) => Name(caller.KeyId!, caller.SecretId!);

    private static string Name(string keyId, string secretId) => $"{keyId}/{secretId}";

    private Caller? Valid(Caller? caller) => caller is not null && (caller.ExpiresAt is not { } end || time.GetUtcNow() < end) ? caller : null;
}
