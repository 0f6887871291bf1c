using Sluice.Gateway.Configuration;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>What a person reads when the gate has started: where to point a client, what is guarded and how.</summary>
internal static class Banner
{
    public static void Write(IAnsiConsole console, GatewaySnapshot snapshot, IReadOnlyDictionary<string, Uri> addresses)
    {
        console.MarkupLine("[bold]Sluice[/] is running.");
        foreach ((string name, Uri address) in addresses.OrderByDescending(a => a.Key, StringComparer.OrdinalIgnoreCase))
            console.MarkupLineInterpolated($"  {name,-6} {address}");
        console.Write(RouteTable.Of(snapshot));
        console.Write(PolicyTable.Of(snapshot));
        foreach (string policy in snapshot.Policies.Keys.Order(StringComparer.OrdinalIgnoreCase))
            console.WriteLine($"  {PolicySentences.Summary(snapshot, policy)}");
        console.MarkupLine("Press Ctrl+C to stop.");
    }
}
