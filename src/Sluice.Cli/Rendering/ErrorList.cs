using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Configuration errors, one line each: key, then what is wrong.</summary>
internal static class ErrorList
{
    public static IAnsiConsole StandardError() => Terminal.Error();

    public static void Write(IAnsiConsole console, IReadOnlyList<ConfigurationError> errors)
    {
        console.MarkupLineInterpolated($"[red]The configuration has {errors.Count} error(s):[/]");
        foreach (ConfigurationError error in errors)
            console.Profile.Out.Writer.WriteLine($"  {error}"); // Unwrapped: a key is to be searched for.
    }
}
