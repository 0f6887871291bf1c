using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// The keys that sign the gate's tokens. The newest signs; when it has signed for <see cref="TokenOptions.KeyRotation"/> a new one follows, and an old one stays for validation until
/// nothing can be alive that it signed. Nodes share them through the shelf: a node that meets a key id it does not know looks there, at most once a second. Thread-safe.
/// </summary>
public sealed class SigningKeyRing(ISigningKeyShelf shelf, Func<TokenOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private FrozenDictionary<string, SigningKey> _keys = FrozenDictionary<string, SigningKey>.Empty;
    private SigningKey? _newest;
    private long? _looked;

    /// <summary>The keys that tokens may be signed with, newest first.</summary>
    internal IReadOnlyList<SigningKey> Keys => [.. _keys.Values.OrderByDescending(k => k.CreatedAt)];

    internal SecurityKey? Find(string id) => _keys.GetValueOrDefault(id)?.Key;

    /// <summary>As <see cref="Find"/>, and looks at the shelf for what another node may have put there.</summary>
    internal async ValueTask<SecurityKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Find(id) is { } known)
            return known;
        await _one.WaitAsync(cancellation);
        try
        {
            if (Find(id) is null && (_looked is not { } looked || time.GetElapsedTime(looked) >= LookAgain))
                await ReadAsync(cancellation);
            return Find(id);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The key to sign with now; makes the first one, and the next one when it is time.</summary>
    internal async ValueTask<SigningKey> CurrentAsync(CancellationToken cancellation)
    {
        if (_newest is { } newest && !IsTired(newest))
            return newest;
        await _one.WaitAsync(cancellation);
        try
        {
            await ReadAsync(cancellation);
            if (_newest is null || IsTired(_newest))
            {
                using var next = SigningKey.Create(time.GetUtcNow());
                await shelf.AddAsync(next.ToStored(), cancellation);
                await ReadAsync(cancellation);
            }

            return _newest!;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The public halves as a JWK set (RFC 7517), for whoever validates the gate's tokens elsewhere.</summary>
    public async ValueTask<byte[]> JwkSetAsync(CancellationToken cancellation)
    {
        await CurrentAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(new { keys = Keys.Select(k => new { kty = "EC", use = "sig", alg = SigningKey.Algorithm, crv = "P-256", kid = k.Id, x = k.X, y = k.Y }) });
    }

    /// <summary>Looks at the shelf now: another node has changed it.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await ReadAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _one.Dispose();
        foreach (SigningKey key in _keys.Values)
            key.Dispose();
    }

    private bool IsTired(SigningKey key) => time.GetUtcNow() - key.CreatedAt >= options().KeyRotation;

    private async Task ReadAsync(CancellationToken cancellation)
    {
        _looked = time.GetTimestamp();
        List<StoredSigningKey> stored = [.. (await shelf.ReadAsync(cancellation)).OrderBy(k => k.CreatedAt)];

        // What a key signed last may have been signed a moment after its successor came to be, by a node that did not know of it yet: it gets one life more.
        for (int i = stored.Count - 2; i >= 0; i--)
        {
            if (time.GetUtcNow() - stored[i + 1].CreatedAt <= 2 * options().MaxLifetime)
                continue;
            await shelf.RemoveAsync(stored[i].Id, cancellation);
            stored.RemoveAt(i);
        }

        // Keys that are gone are not disposed of: a validation may be at work with one.
        _keys = stored.Select(s => _keys.GetValueOrDefault(s.Id) ?? SigningKey.Of(s)).ToFrozenDictionary(k => k.Id, StringComparer.Ordinal);
        _newest = stored.Count == 0 ? null : _keys[stored[^1].Id];
    }
}
