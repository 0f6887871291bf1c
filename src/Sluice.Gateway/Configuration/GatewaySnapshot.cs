using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Identity.Certificates;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Urls;
using Sluice.Inspection.Policies;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// One validated configuration, immutable: what YARP routes by, what the policies say, how much is allowed. It reaches a request through its
/// route alone (<see cref="GuardedRoute"/>), so that a request sees one snapshot throughout and YARP's own swap of routes is the atomic step.
/// </summary>
public sealed class GatewaySnapshot
{
    /// <summary>Counts the configurations of this process; 1 is the first.</summary>
    public required long Revision { get; init; }

    public required SluiceOptions Options { get; init; }

    public required IReadOnlyDictionary<string, Policy> Policies { get; init; }

    /// <summary>YARP's routes; a guarded one carries its <see cref="GuardedRoute"/> in its metadata.</summary>
    public required IReadOnlyList<RouteConfig> Routes { get; init; }

    public required IReadOnlyList<ClusterConfig> Clusters { get; init; }

    /// <summary>The guarded routes by route id.</summary>
    public required FrozenDictionary<string, GuardedRoute> Guards { get; init; }

    /// <summary>The merged sources, for the parts that bind themselves (Kestrel, logging).</summary>
    public required IConfiguration Settings { get; init; }

    public required InspectionLimits InspectionLimits { get; init; }

    /// <summary>Which client certificates are good.</summary>
    public required ClientTrust ClientTrust { get; init; }

    /// <summary>The files that the configuration refers to.</summary>
    internal ReferencedFiles Files { get; init; } = ReferencedFiles.None;

    /// <summary>The feeds of addresses by their detectors.</summary>
    internal IReadOnlyDictionary<string, UrlFeed> Feeds { get; init; } = FrozenDictionary<string, UrlFeed>.Empty;

    /// <summary>A route leads to the built-in simulator.</summary>
    public required bool NeedsSimulator { get; init; }

    /// <summary>Warms the policies that routes use.</summary>
    public void Warm()
    {
        foreach (Policy policy in Guards.Values.Select(guard => guard.Policy).Distinct())
            WarmUp.Run(policy);
    }
}
