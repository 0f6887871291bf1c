using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice tools …</c>: one line per command.</summary>
internal static class ToolsCommand
{
    public static Command Create() => new("tools", "Pin the tools of agents and MCP servers.")
    {
        ToolsPinCommand.Create(),
    };
}
