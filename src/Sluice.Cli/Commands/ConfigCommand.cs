using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice config …</c>: one line per command.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Help with writing the configuration.")
    {
        ConfigSchemaCommand.Create(),
    };
}
