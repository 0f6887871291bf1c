using Sluice.Inspection.Policies;
using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>Configuration errors, one line each: key, then what is wrong.</summary>
internal static class ErrorList
{
    /// <summary>A console that is written to without colours unless it is a terminal.</summary>
    public static IAnsiConsole StandardError() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static void Write(IAnsiConsole console, IReadOnlyList<ConfigurationError> errors)
    {
        console.MarkupLineInterpolated($"[red]The configuration has {errors.Count} error(s):[/]");
        foreach (ConfigurationError error in errors)
            console.Profile.Out.Writer.WriteLine($"  {error}"); // Unwrapped: a key is to be searched for.
    }
}
