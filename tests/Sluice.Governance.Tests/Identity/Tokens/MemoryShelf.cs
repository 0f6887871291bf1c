using System.Collections.Concurrent;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>A shelf that two rings may share, as two nodes share a store.</summary>
internal sealed class MemoryShelf : ISigningKeyShelf
{
    private int _reads;

    public ConcurrentDictionary<string, StoredSigningKey> Keys { get; } = new(StringComparer.Ordinal);

    public int Reads => _reads;

    public Task<IReadOnlyList<StoredSigningKey>> ReadAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult<IReadOnlyList<StoredSigningKey>>([.. Keys.Values]);
    }

    public Task AddAsync(StoredSigningKey key, CancellationToken cancellation)
    {
        Assert.True(Keys.TryAdd(key.Id, key));
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string id, CancellationToken cancellation)
    {
        Keys.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
