using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Gateway.Configuration;
using Spectre.Console;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice policy check</c>: loads the configuration as the gate would, and says what is wrong with it or what it does.</summary>
internal static class PolicyCheckCommand
{
    public static Command Create()
    {
        var config = new ConfigOption();
        var command = new Command("check", "Load the configuration as the gate would; print every error, or what is guarded and how.") { config };
        command.SetAction((result, _) => CheckAsync(config.Sources(result)));
        return command;
    }

    private static async Task<int> CheckAsync(ConfigurationSources sources)
    {
        LoadResult loaded = await ConfigurationLoader.LoadAsync(sources);
        if (loaded.Snapshot is null)
        {
            ErrorList.Write(ErrorList.StandardError(), loaded.Errors);
            return ExitCode.BadConfiguration;
        }

        AnsiConsole.Write(RouteTable.Of(loaded.Snapshot));
        AnsiConsole.Write(PolicyTable.Of(loaded.Snapshot));
        return ExitCode.Success;
    }
}
