using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sluice.Governance.Store;

/// <summary>
/// Tells this node what changed in the store, whoever changed it. A change of its own refreshes it before the act returns; those of other nodes are seen by polling the
/// sequence numbers, at once when nudged. A refresh that fails is tried again at the next poll. Thread-safe.
/// </summary>
public sealed partial class ChangeFeed : IDisposable
{
    private readonly Func<CancellationToken, Task<IReadOnlyDictionary<ChangeTopic, long>>> _read;
    private readonly TimeProvider _time;
    private Action<ChangeTopic>? _tell;
    private ILogger _logger = NullLogger.Instance;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<ChangeTopic, long> _seen = [];
    private readonly List<(ChangeTopic Topic, Func<CancellationToken, Task> Refresh)> _subscribers = [];
    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _unreachableSince;

    internal ChangeFeed(Func<CancellationToken, Task<IReadOnlyDictionary<ChangeTopic, long>>> read, TimeProvider time) =>
        (_read, _time) = (read, time);

    /// <summary>Since when the store has not answered; null while it does.</summary>
    public DateTimeOffset? UnreachableSince => Interlocked.Read(ref _unreachableSince) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Has something read again whenever a topic changes; the first reading is the subscriber's own affair.</summary>
    public void Subscribe(ChangeTopic topic, Func<CancellationToken, Task> refresh)
    {
        lock (_subscribers)
            _subscribers.Add((topic, refresh));
    }

    /// <summary>Tells of every change of this node's once it is committed and followed here: other nodes may be told to look (<see cref="Nudge"/>). Must not block.</summary>
    public void OnPublished(Action<ChangeTopic> tell)
    {
        lock (_subscribers)
            _tell += tell;
    }

    /// <summary>Has the next poll happen now. Never waits; many nudges are one.</summary>
    public void Nudge() => _nudges.Writer.TryWrite(true);

    /// <summary>Looks once, and refreshes what changed since the last look; after an outage everything, as what was kept in memory may have been dropped. Does not throw when the store is down.</summary>
    public async Task PollAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            IReadOnlyDictionary<ChangeTopic, long> sequences = await _read(cancellation);
            bool returned = UnreachableSince is not null;
            foreach ((ChangeTopic topic, long sequence) in sequences)
            {
                if (returned || !_seen.TryGetValue(topic, out long seen) || seen != sequence)
                    await RefreshAsync(topic, cancellation);
                _seen[topic] = sequence;
            }

            if (Interlocked.Exchange(ref _unreachableSince, 0) != 0)
                Log.Returned(_logger);
        }
        catch (StoreUnavailableException e)
        {
            Lost(e);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    internal void LogTo(ILogger logger) => _logger = logger;

    /// <summary>Waits for a nudge or the end of a time, whichever comes first.</summary>
    internal async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<bool> nudged = _nudges.Reader.WaitToReadAsync(end.Token).AsTask();
        await Task.WhenAny(nudged, Task.Delay(longest, _time, end.Token));
        await end.CancelAsync();
        _nudges.Reader.TryRead(out _);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>What is in memory now is what these sequences stand for.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        foreach ((ChangeTopic topic, long sequence) in await _read(cancellation))
            _seen[topic] = sequence;
    }

    /// <summary>Follows a change of this node's. It is committed: what fails here is made up for by the next poll.</summary>
    internal async Task FollowAsync(IReadOnlyCollection<ChangeTopic> topics, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            foreach (ChangeTopic topic in topics)
                await RefreshAsync(topic, cancellation);
        }
        catch (StoreUnavailableException e)
        {
            Lost(e);
        }
        finally
        {
            _one.Release();
        }

        foreach (ChangeTopic topic in topics)
            _tell?.Invoke(topic);
    }

    private async Task RefreshAsync(ChangeTopic topic, CancellationToken cancellation)
    {
        Func<CancellationToken, Task>[] refreshes;
        lock (_subscribers)
            refreshes = [.. _subscribers.Where(s => s.Topic == topic).Select(s => s.Refresh)];
        foreach (Func<CancellationToken, Task> refresh in refreshes)
            await refresh(cancellation);
    }

    private void Lost(StoreUnavailableException e)
    {
        if (Interlocked.CompareExchange(ref _unreachableSince, _time.GetUtcNow().Ticks, 0) == 0)
            Log.Lost(_logger, e.InnerException!.GetType().Name);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The store does not answer ({Reason}); keys stay as they are known")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "The store answers again")]
        public static partial void Returned(ILogger logger);
    }
}
