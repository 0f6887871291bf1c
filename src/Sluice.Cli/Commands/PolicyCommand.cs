using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice policy …</c>: one line per command.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Check policies without running them.")
    {
        PolicyCheckCommand.Create(),
        PolicySurfacesCommand.Create(),
    };
}
