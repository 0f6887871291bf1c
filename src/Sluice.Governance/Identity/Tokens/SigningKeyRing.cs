using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// The keys that sign the gate's tokens. The newest signs; when it has signed for <see cref="TokenOptions.KeyRotation"/> a new one follows, and an old one stays for validation until
/// nothing can be alive that it signed. Nodes share them through the store: a node that meets a key id it does not know looks there, at most once a second. Thread-safe.
/// </summary>
/// <param name="shelf">Where the keys lie.</param>
/// <param name="options">The options in force.</param>
/// <param name="time">The clock.</param>
public sealed class SigningKeyRing(ISigningKeyShelf shelf, Func<TokenOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly SemaphoreSlim _making = new(1, 1);
    private volatile State _state = State.Empty;
    private long? _looked;

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
        _reading.Dispose();
        _making.Dispose();
        foreach (Signer signer in _state.Signers)
            signer.Dispose();
    }

    internal SecurityKey? Find(string id) => _state.ById.GetValueOrDefault(id)?.Key;

    /// <summary>As <see cref="Find"/>, and looks into the store for what another node may have put there. A key that cannot be found as the store is down is not known.</summary>
    internal async ValueTask<SecurityKey?> FindAsync(string id, CancellationToken cancellation)
    {
        if (Find(id) is { } known)
            return known;
        await _reading.WaitAsync(cancellation);
        try
        {
            if (Find(id) is null && (_looked is not { } looked || time.GetElapsedTime(looked) >= LookAgain))
                await TakeAsync(cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The feed has told of it.
        }
        finally
        {
            _reading.Release();
        }

        return Find(id);
    }

    /// <summary>The key to sign with now. Makes the first one, and the next one when it is time; while the store is down, the last one goes on signing.</summary>
    /// <exception cref="StoreUnavailableException">There is no key yet, and the store does not answer.</exception>
    internal async ValueTask<Signer> CurrentAsync(CancellationToken cancellation)
    {
        if (IsInOrder(_state))
            return _state.Newest!;
        await _making.WaitAsync(cancellation);
        try
        {
            if (!IsInOrder(_state))
                await BringInOrderAsync(cancellation);
        }
        catch (StoreUnavailableException) when (_state.Newest is not null)
        {
            // The feed has told of it.
        }
        finally
        {
            _making.Release();
        }

        return _state.Newest!;
    }

    /// <summary>Looks at the shelf: somebody has changed what lies there.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            await TakeAsync(cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>There is a key to sign with that is not too old, and none that can go.</summary>
    private bool IsInOrder(State state) => time.GetUtcNow() is var now && !IsTired(state, now) && now <= state.NextEnd;

    private bool IsTired(State state, DateTimeOffset now) => state.Newest is not { } newest || now >= newest.CreatedAt + options().KeyRotation;

    /// <summary>Not under the lock of reading: the store's feed has this ring read before a change of its own returns.</summary>
    private async Task BringInOrderAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        DateTimeOffset now = time.GetUtcNow();
        if (IsTired(_state, now))
        {
            using var next = Signer.Create(now);
            await shelf.AddAsync(next.ToStored(), cancellation);
            await ReadAsync(cancellation);
        }

        foreach (string dead in _state.DeadAt(now).ToList())
            await shelf.RemoveAsync(dead, cancellation);
        await ReadAsync(cancellation);
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        _looked = time.GetTimestamp();
        FrozenDictionary<string, Signer> known = _state.ById;

        // Keys that are gone are not disposed of: a validation may be at work with one.
        Signer[] signers = [.. (await shelf.ReadAsync(cancellation)).OrderByDescending(k => k.CreatedAt).Select(k => known.GetValueOrDefault(k.Id) ?? Signer.Of(k))];
        _state = new State(signers, options().MaxLifetime);
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
