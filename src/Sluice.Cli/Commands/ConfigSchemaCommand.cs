using System.CommandLine;
using Sluice.Gateway.Configuration.Schema;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice config schema</c>: prints the JSON schema of the configuration, with which editors complete and check it.</summary>
internal static class ConfigSchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of the configuration, for editors.");
        command.SetAction((_, _) => PrintAsync());
        return command;
    }

    private static async Task<int> PrintAsync()
    {
        try
        {
            await Console.Out.WriteAsync(ConfigurationSchema.Text());
            return ExitCode.Success;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"The schema's descriptions are not beside the program: {e.Message}");
            return ExitCode.Failure;
        }
    }
}
