using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Configuration;

/// <summary>Hands snapshots to YARP and tells when YARP has begun to route by one.</summary>
internal sealed class SnapshotConfigProvider : IProxyConfigProvider, IConfigChangeListener
{
    private readonly Lock _lock = new();
    private readonly Func<ClusterConfig, ClusterConfig> _place;
    private SnapshotConfig _current;

    /// <param name="first">What the gate starts with.</param>
    /// <param name="place">Gives the built-in simulator's cluster its real address.</param>
    public SnapshotConfigProvider(GatewaySnapshot first, Func<ClusterConfig, ClusterConfig> place)
    {
        _place = place;
        _current = new SnapshotConfig(first, place);
    }

    public IProxyConfig GetConfig() => _current;

    /// <summary>Publishes; ends when YARP has applied it, and throws what YARP threw if it could not.</summary>
    public Task PublishAsync(GatewaySnapshot snapshot)
    {
        SnapshotConfig previous;
        var next = new SnapshotConfig(snapshot, _place);
        lock (_lock)
        {
            previous = _current;
            _current = next;
        }

        previous.Supersede();
        return next.Applied.Task;
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => Own(proxyConfigs)?.Applied.TrySetResult();

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Own(proxyConfigs)?.Applied.TrySetException(exception);

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        // What was loaded is not yet what requests are routed by.
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => _current.Applied.TrySetException(exception);

    private static SnapshotConfig? Own(IReadOnlyList<IProxyConfig> configs) => configs.OfType<SnapshotConfig>().FirstOrDefault();

    private sealed class SnapshotConfig : IProxyConfig
    {
        private readonly ConfigurationReloadToken _superseded = new();

        public SnapshotConfig(GatewaySnapshot snapshot, Func<ClusterConfig, ClusterConfig> place)
        {
            Routes = snapshot.Routes;
            Clusters = [.. snapshot.Clusters.Select(place)];
            RevisionId = snapshot.Revision.ToString();
        }

        public string RevisionId { get; }

        public IReadOnlyList<RouteConfig> Routes { get; }

        public IReadOnlyList<ClusterConfig> Clusters { get; }

        public IChangeToken ChangeToken => _superseded;

        public TaskCompletionSource Applied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Supersede() => _superseded.OnReload();
    }
}
