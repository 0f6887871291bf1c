using System.CommandLine;
using Sluice.Cli.Rendering;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice policy surfaces</c>: prints the table of endpoints and their texts as Markdown, for docs/coverage.md.</summary>
internal static class PolicySurfacesCommand
{
    public static Command Create()
    {
        var command = new Command("surfaces", "Print which texts the endpoints of each dialect have, as Markdown.");
        command.SetAction((_, cancellation) => Console.Out.WriteAsync(SurfaceTable.Markdown().AsMemory(), cancellation));
        return command;
    }
}
