using System.CommandLine;
using System.IO.Enumeration;
using System.Text.Json;
using Sluice.Cli.Evaluation;
using Sluice.Cli.Evaluation.Data;
using Sluice.Cli.Evaluation.Report;
using Sluice.Inspection.Detection;
using Spectre.Console;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice eval</c>: runs the shipped detectors over labelled texts and says what they find, what they miss and whom they stop (docs/detection/evaluation.md).</summary>
internal static class EvalCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static Command Create()
    {
        var data = new Argument<string[]>("DATA") { Description = "Files of labelled texts, one JSON object a line; a folder stands for its *.jsonl.", Arity = ArgumentArity.OneOrMore };
        var find = new Option<string>("--find") { Description = "Only detectors whose names fit, for example injection/*.", DefaultValueFactory = _ => "*" };
        var obfuscated = new Option<int>("--obfuscated") { Description = "Texts of each source that are rewritten by every family; 0 for none.", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "What all chance grows from.", DefaultValueFactory = _ => 1 };
        var unseen = new Option<string?>("--unseen") { Description = "What the trainer measured on sources left out of training, as JSON; becomes part of the reports." };
        var json = new Option<string?>("--json") { Description = "Write every figure to this file." };
        var markdown = new Option<string?>("--markdown") { Description = "Write the tables to this file, between its markers if it exists." };
        var svg = new Option<string?>("--svg") { Description = "Write a plot of the recall to this file." };
        var mistakes = new Option<string?>("--mistakes") { Description = "Write which records were missed or found for nothing, and where in them, to this file." };
        obfuscated.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 0 or > 10_000)
                r.AddError("--obfuscated is a number of texts from 0 to 10000");
        });
        var command = new Command("eval", "Measure the detectors on labelled texts: recall, false positives, spans, obfuscation, cost.") { data, find, obfuscated, seed, unseen, json, markdown, svg, mistakes };
        command.SetAction((result, cancellation) => Task.Run(
            () => Run(new Order(
                result.GetValue(data)!, result.GetValue(find)!, result.GetValue(obfuscated), result.GetValue(seed), result.GetValue(unseen), result.GetValue(json), result.GetValue(markdown), result.GetValue(svg), result.GetValue(mistakes)), cancellation),
            cancellation));
        return command;
    }

    private static int Run(Order order, CancellationToken cancellation)
    {
        try
        {
            Detector[] detectors = DetectorCatalog.All.Where(d => FileSystemName.MatchesSimpleExpression(order.Find, d.Name, ignoreCase: true)).ToArray();
            if (detectors.Length == 0)
                return Wrong($"There is no detector \"{order.Find}\".");
            UnseenResult? unseen = order.Unseen is null ? null : JsonSerializer.Deserialize<UnseenResult>(File.ReadAllText(order.Unseen), Json);
            using MistakeLog? mistakes = order.Mistakes is null ? null : new MistakeLog(order.Mistakes);
            using EvalRun run = new(detectors, order.Obfuscated, order.Seed, mistakes);
            foreach (string file in order.Data.SelectMany(Files))
                run.Read(file, cancellation);
            EvalOutcome outcome = run.Finish();
            IReadOnlyList<ReportTable> tables = ReportTables.Of(outcome.Result, unseen);
            ConsoleReport.Write(AnsiConsole.Console, outcome.Result, tables);
            return Write(order, outcome.Result, unseen, tables) && Tell(outcome) ? ExitCode.Success : ExitCode.NotRight;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return Wrong(e.Message);
        }
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.jsonl").Order(StringComparer.Ordinal) : [path];

    private static bool Write(Order order, EvalResult result, UnseenResult? unseen, IReadOnlyList<ReportTable> tables)
    {
        if (order.Json is not null)
            File.WriteAllText(order.Json, JsonSerializer.Serialize(result, Json) + "\n");
        if (order.Svg is not null)
            File.WriteAllText(order.Svg, EvalPlot.Draw(result, unseen));
        if (order.Markdown is null)
            return true;
        string? page = File.Exists(order.Markdown) ? File.ReadAllText(order.Markdown) : null;
        if (MarkdownReport.Into(page, MarkdownReport.Text(tables)) is not { } written)
        {
            Wrong($"{order.Markdown} exists and has no place for the tables: it needs the lines \"{MarkdownReport.Begin}\" and \"{MarkdownReport.End}\".");
            return false;
        }

        File.WriteAllText(order.Markdown, written);
        return true;
    }

    /// <summary>Tells which lines were no records; whether there were none.</summary>
    private static bool Tell(EvalOutcome outcome)
    {
        foreach (BadLine line in outcome.BadLines)
            Console.Error.WriteLine(line);
        long more = outcome.Result.BadLines - outcome.BadLines.Count;
        if (more > 0)
            Console.Error.WriteLine($"... and {more} more");
        if (outcome.Result.BadLines > 0)
            Console.Error.WriteLine($"{outcome.Result.BadLines} line(s) are no records; all others were measured.");
        return outcome.Result.BadLines == 0;
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.NotRight;
    }

    private sealed record Order(string[] Data, string Find, int Obfuscated, int Seed, string? Unseen, string? Json, string? Markdown, string? Svg, string? Mistakes);
}
