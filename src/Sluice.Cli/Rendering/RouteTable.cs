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
        foreach (var alike in snapshot.Routes.GroupBy(r => (Address: Address(snapshot, r), Guard: GuardOf(snapshot, r))))
        {
            table.AddRow(
                Markup.Escape(string.Join('\n', alike.Select(PathOf).Distinct(StringComparer.Ordinal))),
                Markup.Escape(alike.Key.Address),
                alike.Key.Guard is var (dialect, _) ? Markup.Escape(dialect) : "-",
                alike.Key.Guard is var (_, policy) ? Markup.Escape(policy) : "[yellow]not guarded[/]");
        }

        return table;
    }

    /// <summary>The path without what stands for everything below it, and the headers that must be there.</summary>
    private static string PathOf(RouteConfig route)
    {
        string path = route.Match.Path is { } pattern
            ? pattern.EndsWith("/{**rest}", StringComparison.Ordinal) ? pattern[..^"{**rest}".Length] + "…" : pattern
            : string.Join(", ", route.Match.Hosts ?? []);
        IEnumerable<string> headers = (route.Match.Headers ?? []).Where(h => h.Mode == HeaderMatchMode.Exists).Select(h => $" with {h.Name}");
        return path + string.Concat(headers);
    }

    private static (string Dialect, string Policy)? GuardOf(GatewaySnapshot snapshot, RouteConfig route) =>
        snapshot.Guards.GetValueOrDefault(route.RouteId) is { } guard ? (guard.Dialect.Name, guard.Policy.Name) : null;

    private static string Address(GatewaySnapshot snapshot, RouteConfig route)
    {
        ClusterConfig? cluster = snapshot.Clusters.FirstOrDefault(c => c.ClusterId.Equals(route.ClusterId, StringComparison.OrdinalIgnoreCase));
        if (cluster is null or { Destinations: null or { Count: 0 } })
            return $"{route.ClusterId} (no address set)";
        return BuiltInSimulator.Serves(cluster) ? "built-in simulator" : string.Join(", ", cluster.Destinations.Values.Select(d => d.Address));
    }
}
