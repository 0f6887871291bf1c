using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>The SHA-256 of a token: whoever reads this process's memory finds no token in the cache.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(hash));
        return new TokenHash(hash[0], hash[1]);
    }
}

/// <summary>
/// Proven tokens by their hash, up to a bound. Two generations: what is asked for moves to the young one, and when that is full the old one, which nobody asked for meanwhile, goes.
/// Thread-safe.
/// </summary>
/// <param name="most">How many tokens are kept at most.</param>
internal sealed class TokenCache(int most = TokenCache.Most)
{
    /// <summary>Some 20 MB.</summary>
    public const int Most = 20_000;

    private readonly Lock _turning = new();
    private ConcurrentDictionary<TokenHash, ProvenToken> _young = new();
    private ConcurrentDictionary<TokenHash, ProvenToken> _old = new();
    private int _count;

    public ProvenToken? Find(TokenHash hash)
    {
        if (_young.TryGetValue(hash, out ProvenToken? token))
            return token;
        if (!_old.TryGetValue(hash, out token))
            return null;
        Add(hash, token);
        return token;
    }

    public void Add(TokenHash hash, ProvenToken token)
    {
        if (!_young.TryAdd(hash, token) || Interlocked.Increment(ref _count) < most / 2)
            return;
        lock (_turning)
        {
            if (_count < most / 2)
                return;
            (_old, _young, _count) = (_young, new(), 0);
        }
    }

    public void Remove(TokenHash hash)
    {
        _old.TryRemove(hash, out _);
        if (_young.TryRemove(hash, out _))
            Interlocked.Decrement(ref _count);
    }
}
