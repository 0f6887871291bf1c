using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Configuration;

/// <summary>The address that stands for the built-in simulator in a configuration, wherever it listens.</summary>
public static class BuiltInSimulator
{
    public const string Address = "http://simulator.sluice.internal/";

    public static bool Serves(ClusterConfig cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.Destinations?.Values.Any(d => string.Equals(d.Address, Address, StringComparison.OrdinalIgnoreCase)) ?? false;
    }
}
