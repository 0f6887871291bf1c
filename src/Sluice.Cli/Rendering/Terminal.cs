using Spectre.Console;

namespace Sluice.Cli.Rendering;

/// <summary>
/// Where tables are written. Spectre.Console judges colours by <c>TERM</c> alone and would write escape sequences into a pipe; whoever reads a
/// pipe or a file gets plain text, a hundred columns wide.
/// </summary>
internal static class Terminal
{
    /// <summary>Columns where nobody says how wide the paper is.</summary>
    private const int PlainWidth = 100;

    public static IAnsiConsole Output() => Over(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Over(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Over(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
