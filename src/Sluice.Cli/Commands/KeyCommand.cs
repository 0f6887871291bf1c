using System.CommandLine;
using Sluice.Cli.Commands.Keys;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice key …</c>: works on the store itself, whether or not a gate runs on it.</summary>
internal static class KeyCommand
{
    public static Command Create() => new("key", "Make, list and end keys, on the store itself.")
    {
        KeyCreateCommand.Create(),
        KeyListCommand.Create(),
        KeyShowCommand.Create(),
        KeyActCommands.Rotate(),
        KeyActCommands.Revoke(),
        KeyActCommands.Restore(),
        KeyActCommands.Delete(),
        KeyGenerateCommand.Create(),
    };
}
