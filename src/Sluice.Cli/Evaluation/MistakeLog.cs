using System.Text.Json;
using Sluice.Cli.Evaluation.Data;
using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Evaluation;

/// <summary>Writes what was missed and what was found for nothing, one JSON object a line: which record and where in it, in UTF-16 units, never the text.</summary>
/// <param name="file">Where to.</param>
internal sealed class MistakeLog(string file) : IDisposable
{
    private readonly StreamWriter _writer = new(file);

    /// <summary>A text that should have been found, or one that should not.</summary>
    public void Text(EvalTarget target, EvalRecord record, bool missed, double score) =>
        Write(new { target = target.Name, kind = missed ? "missed" : "false", record.Source, record.Id, score = Math.Round(score, 6) });

    /// <summary>The spans that were not found with both ends, and those that are marked as nothing.</summary>
    public void Spans(EvalTarget target, EvalRecord record, IReadOnlyList<FoundSpan> found, IReadOnlyList<LabelledSpan> marked, IReadOnlyList<LabelledSpan> aside)
    {
        foreach (LabelledSpan span in marked.Where(m => !found.Contains(new FoundSpan(m.Start, m.End))))
            Write(new { target = target.Name, kind = "missed span", record.Source, record.Id, span.Type, span.Start, span.End });
        foreach (FoundSpan span in found.Where(f => !marked.Concat(aside).Any(m => m.Start < f.End && f.Start < m.End)))
            Write(new { target = target.Name, kind = "false span", record.Source, record.Id, type = "", span.Start, span.End });
    }

    public void Dispose() => _writer.Dispose();

    private void Write<T>(T mistake) => _writer.WriteLine(JsonSerializer.Serialize(mistake, JsonSerializerOptions.Web));
}
