using Sluice.Gateway.Configuration;
using Sluice.Simulator;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Forwarding;

/// <summary>
/// The built-in simulator as an upstream: started once a configuration routes to it, on a loopback port of the system's choice, so that its
/// traffic goes through the same forwarding and the same guards as a provider's.
/// </summary>
internal sealed class SimulatorUpstream : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private SimulatorServer? _server;

    public async Task EnsureStartedAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            _server ??= await SimulatorServer.StartAsync(new Simulator.SimulatorOptions { MaxRecordedRequests = 0 });
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Gives a cluster that leads to the simulator its real address.</summary>
    public ClusterConfig Place(ClusterConfig cluster)
    {
        if (_server is null || !BuiltInSimulator.Serves(cluster))
            return cluster;
        return cluster with
        {
            Destinations = cluster.Destinations!.ToDictionary(d => d.Key, d => d.Value with { Address = _server.Address.ToString() }, StringComparer.OrdinalIgnoreCase),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _one.Dispose();
    }
}
