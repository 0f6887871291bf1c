using Spectre.Console;

namespace Sluice.Cli.Evaluation.Report;

/// <summary>Writes tables to a terminal.</summary>
internal static class ConsoleReport
{
    public static void Write(IAnsiConsole console, EvalResult result, IReadOnlyList<ReportTable> tables)
    {
        console.WriteLine($"{result.Texts} texts of {result.Sources.Count} sources. Shares in per cent, with Wilson's 95 % intervals.");
        foreach (ReportTable table in tables)
            console.Write(Of(table));
    }

    private static Table Of(ReportTable table)
    {
        Table drawn = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(table.Title));
        if (table.Note.Length > 0)
            drawn.Caption(Markup.Escape(table.Note));
        for (int i = 0; i < table.Heads.Count; i++)
        {
            TableColumn column = new(Markup.Escape(table.Heads[i]));
            drawn.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (IReadOnlyList<string> row in table.Rows)
            drawn.AddRow(row.Select(c => new Text(c.Replace("*", "", StringComparison.Ordinal))).ToArray());
        return drawn;
    }
}
