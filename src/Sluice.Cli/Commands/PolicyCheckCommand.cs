using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice policy check</c>: loads the configuration as the gate would, and says what is wrong with it or what it does.</summary>
internal static class PolicyCheckCommand
{
    public static Command Create()
    {
        var config = new ConfigOption();
        var full = new Option<bool>("--full") { Description = "Print each rule's coverage endpoint by endpoint." };
        var command = new Command("check", "Load the configuration as the gate would; print every error, or what is guarded and how.") { config, full };
        command.SetAction((result, _) => CheckAsync(config.Sources(result), result.GetValue(full)));
        return command;
    }

    private static async Task<int> CheckAsync(ConfigurationSources sources, bool full)
    {
        LoadResult loaded = await ConfigurationLoader.LoadAsync(sources);
        if (loaded.Snapshot is null)
        {
            ErrorList.Write(ErrorList.StandardError(), loaded.Errors);
            return ExitCode.NotRight;
        }

        AnsiConsole.Write(RouteTable.Of(loaded.Snapshot));
        AnsiConsole.Write(PolicyTable.Of(loaded.Snapshot));
        AnsiConsole.Write(SurfaceTable.Of());
        AnsiConsole.WriteLine("Every other path: JSON is visited leaf by leaf, all else is refused; parts and events of unknown types are visited leaf by leaf; unless OnUnknown says otherwise.");
        foreach (Policy policy in loaded.Snapshot.Policies.Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase))
            AnsiConsole.Write(full ? CoverageReport.InFull(loaded.Snapshot, policy) : CoverageReport.Of(loaded.Snapshot, policy));
        AnsiConsole.WriteLine("Waits: in a stream, text that may still become a match is held until it is known.");
        foreach (UnreadBody unread in CoverageTable.Unread())
            AnsiConsole.WriteLine($"Passes unread: {unread.Dialect} {unread.Endpoint}, {unread.What}.");
        return ExitCode.Success;
    }
}
