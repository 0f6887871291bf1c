using Sluice.Gateway.Configuration;
using Spectre.Console;
using Yarp.ReverseProxy.Configuration;

namespace Sluice.Cli.Rendering;

/// <summary>Which path leads where, in which dialect and under which policy.</summary>
internal static class RouteTable
{
    public static Table Of(GatewaySnapshot snapshot)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("Routes").AddColumns("Path", "Provider", "Dialect", "Policy");
        foreach (RouteConfig route in snapshot.Routes)
        {
            GuardedRoute? guard = snapshot.Guards.GetValueOrDefault(route.RouteId);
            table.AddRow(
                Markup.Escape(route.Match.Path ?? string.Join(", ", route.Match.Hosts ?? [])),
                Markup.Escape(Address(snapshot, route)),
                guard is null ? "-" : Markup.Escape(guard.Dialect.Name),
                guard is null ? "[yellow]not guarded[/]" : Markup.Escape(guard.Policy.Name));
        }

        return table;
    }

    private static string Address(GatewaySnapshot snapshot, RouteConfig route)
    {
        ClusterConfig? cluster = snapshot.Clusters.FirstOrDefault(c => c.ClusterId.Equals(route.ClusterId, StringComparison.OrdinalIgnoreCase));
        if (cluster is null or { Destinations: null or { Count: 0 } })
            return $"{route.ClusterId} (no address set)";
        return BuiltInSimulator.Serves(cluster) ? "built-in simulator" : string.Join(", ", cluster.Destinations.Values.Select(d => d.Address));
    }
}
