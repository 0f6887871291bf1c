using Spectre.Console;

namespace Sluice.Cli.Commands.Demo;

/// <summary>The demo's tables: what one side sent, what the other saw.</summary>
internal static class DemoReport
{
    /// <summary>Wide enough for the texts, narrow enough for a page.</summary>
    private const int MostColumns = 100;

    public static void Write(IAnsiConsole console, IReadOnlyList<DemoRow> prompts, IReadOnlyList<DemoRow> answers)
    {
        console.Profile.Width = Math.Min(console.Profile.Width, MostColumns);
        console.MarkupLine($"A card number is planted in everything that a client and a provider say, the word [bold]{DemoTexts.CodeWord}[/] in");
        console.MarkupLine("an answer. Gate and simulated provider are real servers in this process, with the default policy");
        console.MarkupLine($"and one rule more: [bold]Find codenames in response → Block[/].");
        console.WriteLine();
        console.Write(Prompts(prompts));
        console.Write(Answers(answers));
        console.WriteLine("Held back: most characters that the gate kept at one time to see what they become; measured by");
        console.WriteLine("the gate itself (metric sluice.held_characters). Nothing is ever released because time passed.");
        foreach (DemoRow row in prompts.Concat(answers).Where(row => !row.Right))
            console.MarkupLineInterpolated($"[red]FAILED[/] {row.Case}: {row.Wrong}");
        int wrong = prompts.Concat(answers).Count(row => !row.Right);
        console.WriteLine(wrong == 0 ? "All cases are as they must be." : $"{wrong} case(s) FAILED.");
    }

    private static Table Prompts(IReadOnlyList<DemoRow> rows)
    {
        Table table = Titled("Prompts").AddColumn(Column("Card number", 22)).AddColumn("The client sent").AddColumn("The upstream saw").AddColumn(Column("Verdict", 7));
        foreach (DemoRow row in rows)
            table.AddRow(new Text(row.Case), new Text(row.Sent), new Text(row.Saw), Verdict(row));
        return table;
    }

    private static Table Answers(IReadOnlyList<DemoRow> rows)
    {
        Table table = Titled("Answers").AddColumn(Column("Answer", 21)).AddColumn(Column("The upstream sent", 24)).AddColumn(Column("The client saw", DemoTexts.Label.Length))
            .AddColumn(Column("Held back", 5).RightAligned()).AddColumn(Column("Verdict", 7));
        foreach (DemoRow row in rows)
            table.AddRow(new Text(row.Case), new Text(row.Sent), new Text(row.Saw), new Text(row.Held?.ToString() ?? "-"), Verdict(row));
        return table;
    }

    private static Table Titled(string title) => new Table().Border(TableBorder.Rounded).Expand().ShowRowSeparators().Title(title);

    private static TableColumn Column(string head, int width) => new TableColumn(head).Width(width);

    private static Markup Verdict(DemoRow row) => new(row.Right ? "[green]OK[/]" : "[red]FAILED[/]");
}
