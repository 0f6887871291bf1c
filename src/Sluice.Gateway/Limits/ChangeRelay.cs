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
        store.Feed.OnPublished(_ => _ = redis.Changes.PublishAsync(Topic, CancellationToken.None).AsTask());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listening?.Dispose();
}
