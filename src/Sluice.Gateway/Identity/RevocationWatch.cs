using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Exchanges;

namespace Sluice.Gateway.Identity;

/// <summary>
/// Ends an exchange that is under way when its caller's credential is revoked: what has not been answered is refused and its upstream call cancelled, a guarded stream is ended in its own
/// grammar, everything else is cut. Disposed when the exchange is over.
/// </summary>
internal sealed class RevocationWatch : IThreadPoolWorkItem, IDisposable
{
    /// <summary>How long a caller has to take the end of its stream; then its connection is cut.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Lock _one = new();
    private readonly HttpContext _context;
    private readonly GuardedExchange _guarded;
    private readonly TimeProvider _time;
    private readonly CancellationToken _before;
    private readonly CancellationTokenSource _forwarding;
    private readonly CancellationTokenSource _stream = new();
    private CancellationTokenRegistration _registration;
    private ITimer? _late;
    private bool _over;

    private RevocationWatch(HttpContext context, GuardedExchange guarded, TimeProvider time)
    {
        (_context, _guarded, _time) = (context, guarded, time);
        _before = context.RequestAborted;
        _forwarding = CancellationTokenSource.CreateLinkedTokenSource(_before);
        context.RequestAborted = _forwarding.Token;
        guarded.Cut = _stream.Token;
    }

    /// <summary>The caller itself has gone.</summary>
    public bool CallerGone => _before.IsCancellationRequested;

    /// <summary>The credential was revoked while the exchange was under way.</summary>
    public bool Revoked => _stream.IsCancellationRequested;

    /// <summary>Begins to watch; null where the caller's credential cannot be revoked.</summary>
    public static RevocationWatch? Begin(HttpContext context, GuardedExchange guarded, TimeProvider time)
    {
        if (!guarded.Route.Options.Identity.RequiresKeys || !guarded.Caller.Revoked.CanBeCanceled)
            return null;
        var watch = new RevocationWatch(context, guarded, time);

        // Whoever revokes does not wait for what ends.
        watch._registration = guarded.Caller.Revoked.UnsafeRegister(static w => ThreadPool.UnsafeQueueUserWorkItem((RevocationWatch)w!, preferLocal: false), watch);
        return watch;
    }

    public void Execute()
    {
        lock (_one)
        {
            if (_over)
                return;
            _late = _time.CreateTimer(static w => ((RevocationWatch)w!).CutOff(), this, Grace, Timeout.InfiniteTimeSpan);
            _stream.Cancel();
            if (!_guarded.Streamed && !_over) // What it cancelled may have gone on upon this very thread, to its end.
                _forwarding.Cancel();
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_one)
        {
            _over = true;
            _late?.Dispose();
            _context.RequestAborted = _before;
            _forwarding.Dispose();
            _stream.Dispose();
        }
    }

    private void CutOff()
    {
        lock (_one)
        {
            if (!_over)
                _context.Abort();
        }
    }
}
