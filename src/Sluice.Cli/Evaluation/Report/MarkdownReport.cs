using System.Text;

namespace Sluice.Cli.Evaluation.Report;

/// <summary>Writes tables as Markdown, into their place between markers where a page has one, so that the words around them stay.</summary>
internal static class MarkdownReport
{
    public const string Begin = "<!-- sluice eval: begin -->";

    public const string End = "<!-- sluice eval: end -->";

    public static string Text(IReadOnlyList<ReportTable> tables)
    {
        StringBuilder text = new();
        foreach (ReportTable table in tables)
        {
            text.Append("### ").Append(table.Title).Append("\n\n");
            if (table.Note.Length > 0)
                text.Append(table.Note).Append("\n\n");
            Row(text, table.Heads);
            text.Append('|').Append(string.Join('|', table.Heads.Select((_, i) => i == 0 ? "---" : "--:"))).Append("|\n");
            foreach (IReadOnlyList<string> row in table.Rows)
                Row(text, row);
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The page with the report between its markers; the report alone where there is no page; null where the page has no markers.</summary>
    public static string? Into(string? page, string report)
    {
        if (page is null)
            return report;
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : page.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0 ? null : $"{page[..begin]}{Begin}\n\n{report}{page[end..]}";
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").Append(string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))).Append(" |\n");
}
