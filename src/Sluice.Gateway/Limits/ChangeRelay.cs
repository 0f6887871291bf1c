using Microsoft.Extensions.Hosting;
using Sluice.Governance.Counters;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Limits;

/// <summary>
/// Carries changes of the store from node to node through Redis, so that a revoked key ends everywhere at once. A hint only: without Redis, and while it is away, every node polls the
/// store.
/// </summary>
internal sealed class ChangeRelay(ICounterStore counters, GovernanceStore store) : IHostedService, IDisposable
{
    private const string Topic = "store";

    private IDisposable? _listening;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (counters is not RedisCounterStore redis)
            return Task.CompletedTask;
        _listening = redis.Changes.Subscribe(Topic, store.Feed.Nudge);
        store.Feed.OnPublished(_ => Tell(redis));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nobody waits for it: who does not hear of a change polls.</summary>
    private static void Tell(RedisCounterStore redis) => _ = redis.Changes.PublishAsync(Topic, CancellationToken.None).AsTask();

    public void Dispose() => _listening?.Dispose();
}
