using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// The keys that sign the gate's tokens. The newest signs; when it has signed for <see cref="TokenOptions.KeyRotation"/> a new one follows, and an old one stays for validation until
/// nothing can be alive that it signed. Nodes share them through the store: a node that meets a key id it does not know looks there, at most once a second. Thread-safe.
/// </summary>
public sealed class SigningKeyRing : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SigningKeys _stored;
    private readonly Func<TokenOptions> _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile State _state = State.Empty;
    private long? _looked;

    public SigningKeyRing(GovernanceStore store, SigningKeys stored, Func<TokenOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_stored, _options, _time) = (stored, options, time);
        store.Feed.Subscribe(ChangeTopic.SigningKeys, ReadAsync);
    }

    /// <summary>The keys that tokens may be signed with, newest first.</summary>
    internal IReadOnlyList<Signer> Keys => _state.Signers;

    /// <summary>The public halves as a JWK set (RFC 7517), for whoever validates the gate's tokens elsewhere.</summary>
    /// <exception cref="StoreUnavailableException">There is no key yet, and the store does not answer.</exception>
    public async ValueTask<byte[]> JwkSetAsync(CancellationToken cancellation)
    {
        await CurrentAsync(cancellation);
        return JsonSerializer.SerializeToUtf8Bytes(new { keys = Keys.Select(k => new { kty = "EC", use = "sig", alg = Signer.Algorithm, crv = "P-256", kid = k.Id, x = k.X, y = k.Y }) });
    }

    public void Dispose()
    {
        _one.Dispose();
        foreach (Signer signer in _state.Signers)
            signer.Dispose();
    }

    internal SecurityKey? Find(string id) => _state.ById.GetValueOrDefault(id)?.Key;

    /// <summary>As <see cref="Find"/>, and looks into the store for what another node may have put there. A key that cannot be found as the store is down is not known.</summary>
    internal async ValueTask<SecurityKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Find(id) is { } known)
            return known;
        await _one.WaitAsync(cancellation);
        try
        {
            if (Find(id) is null && (_looked is not { } looked || _time.GetElapsedTime(looked) >= LookAgain))
                await TakeAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The feed has told of it.
        }
        finally
        {
            _one.Release();
        }

        return Find(id);
    }

    /// <summary>The key to sign with now. Makes the first one, and the next one when it is time; while the store is down, the last one goes on signing.</summary>
    /// <exception cref="StoreUnavailableException">There is no key yet, and the store does not answer.</exception>
    internal async ValueTask<Signer> CurrentAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = _time.GetUtcNow();
        State state = _state;
        if (state.Newest is { } newest && now < newest.CreatedAt + _options().KeyRotation && now <= state.NextEnd)
            return newest;
        try
        {
            // Not under the lock: the feed has this ring read again before a change of its own returns.
            await _stored.EnsureAsync(now - _options().KeyRotation, () => Fresh(now), cancellation);
            foreach (string dead in state.DeadAt(now))
                await _stored.RemoveAsync(dead, cancellation);
            await ReadAsync(cancellation);
        }
        catch (StoreUnavailableException) when (state.Newest is not null)
        {
            return state.Newest;
        }

        return _state.Newest!;
    }

    /// <summary>Reads the store's keys.</summary>
    internal async Task ReadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await TakeAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    private static SigningKey Fresh(DateTimeOffset now)
    {
        using var signer = Signer.Create(now);
        return signer.ToStored();
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        _looked = _time.GetTimestamp();
        FrozenDictionary<string, Signer> known = _state.ById;

        // Keys that are gone are not disposed of: a validation may be at work with one.
        Signer[] signers = [.. (await _stored.ListAsync(cancellation)).OrderByDescending(k => k.CreatedAt).Select(k => known.GetValueOrDefault(k.Id) ?? Signer.Of(k))];
        _state = new State(signers, _options().MaxLifetime);
    }

    /// <summary>The keys at one time.</summary>
    private sealed class State(Signer[] signers, TimeSpan lifetime)
    {
        public static readonly State Empty = new([], TimeSpan.Zero);

        public IReadOnlyList<Signer> Signers => signers;

        public FrozenDictionary<string, Signer> ById { get; } = signers.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);

        public Signer? Newest => signers.Length > 0 ? signers[0] : null;

        /// <summary>When the oldest key's last token is dead.</summary>
        public DateTimeOffset NextEnd => signers.Length > 1 ? EndOf(signers.Length - 1) : DateTimeOffset.MaxValue;

        public IEnumerable<string> DeadAt(DateTimeOffset now) => signers.Where((_, i) => i > 0 && now > EndOf(i)).Select(s => s.Id);

        /// <summary>A node that did not know of the successor yet may have signed a moment longer: a key gets one life more.</summary>
        private DateTimeOffset EndOf(int index) => signers[index - 1].CreatedAt + (2 * lifetime);
    }
}
