using System.Collections.Concurrent;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// Ids of tokens that were invalidated before their end, until that end; in memory, asked for each request. What nodes share of it lies in the store, and comes here by the
/// change feed. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">How many may be held at a time.</param>
public sealed class RevokedTokens(TimeProvider time, int most = RevokedTokens.Most)
{
    /// <summary>Some 20 MB; a client that needs more has a key that ought to be revoked.</summary>
    public const int Most = 100_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private int _count;

    public bool Contains(string id) => _count > 0 && _ends.ContainsKey(id);

    /// <summary>Takes an id in until the token's end.</summary>
    /// <returns>False where there is no room: the token stays valid, and whoever asked is to be told.</returns>
    public bool TryAdd(string id, DateTimeOffset end)
    {
        lock (_adding)
        {
            if (_count >= most)
                DropDead();
            if (_count >= most && !_ends.ContainsKey(id))
                return false;
            _ends[id] = end;
            _count = _ends.Count;
            return true;
        }
    }

    private void DropDead()
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string id, DateTimeOffset end) in _ends)
        {
            if (end <= now)
                _ends.TryRemove(id, out _);
        }

        _count = _ends.Count;
    }
}
