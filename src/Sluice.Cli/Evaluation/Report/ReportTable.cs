namespace Sluice.Cli.Evaluation.Report;

/// <summary>A table of a report, however it is written down.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Note">What has to be known to read it, or empty.</param>
/// <param name="Heads">Its columns; all but the first are figures.</param>
/// <param name="Rows">One cell for each column.</param>
internal sealed record ReportTable(string Title, string Note, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows);
