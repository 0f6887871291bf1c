using Sluice.Gateway.Configuration;
using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>The policies in one line each.</summary>
internal static class PolicyTable
{
    public static Table Of(GatewaySnapshot snapshot)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("Policies").AddColumns("Policy", "Mode", "Rules", "If inspection fails", "Unknown content");
        foreach ((string name, Policy policy) in snapshot.Policies.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase))
        {
            int rules = snapshot.Options.Inspection.Policies.TryGetValue(name, out PolicyOptions? options) ? options.Rules.Count : 0;
            table.AddRow(Markup.Escape(name), policy.Mode.ToString(), rules.ToString(), policy.OnFailure.ToString(), policy.OnUnknown.ToString());
        }

        return table;
    }
}
