using System.CommandLine;
using Sluice.Cli.Rendering;
using Sluice.Gateway;
using Sluice.Gateway.Configuration;
using Spectre.Console;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice run</c>: starts the gate and runs until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = new ConfigOption();
        var command = new Command("run", "Start the gate.") { config };
        command.SetAction((result, cancellation) => RunAsync(config.Sources(result), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ConfigurationSources sources, CancellationToken cancellation)
    {
        try
        {
            await using GatewayHost host = await GatewayHost.StartAsync(new GatewayHostOptions { Sources = sources, InlineSockets = true }, cancellation);
            Banner.Write(AnsiConsole.Console, host.Configuration, host.Addresses);
            await host.WaitForShutdownAsync(cancellation);
            return ExitCode.Success;
        }
        catch (ConfigurationException e)
        {
            ErrorList.Write(ErrorList.StandardError(), e.Errors);
            return ExitCode.BadConfiguration;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(e.Message); // A listener's address is taken.
            return ExitCode.Failure;
        }
    }
}
