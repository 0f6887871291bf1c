using System.Text.Json;
using Sluice.Inspection;

namespace Sluice.Cli.Evaluation.Data;

/// <summary>Reads records from a file of JSON lines, one at a time. A line that is none is reported with its number, and the lines behind it are read all the same.</summary>
internal static class RecordReader
{
    /// <summary>Reads a file; what cannot be read goes to <paramref name="bad"/>.</summary>
    public static IEnumerable<EvalRecord> Read(string file, Action<BadLine> bad)
    {
        using FileStream stream = File.OpenRead(file);
        LineReader lines = new(stream);
        while (Next(lines, file, bad, out EvalRecord? record))
        {
            if (record is not null)
                yield return record;
        }
    }

    /// <summary>Reads one record. Returns null and what is wrong in <paramref name="error"/> where the line is none.</summary>
    public static EvalRecord? Parse(ReadOnlySpan<byte> line, out string? error)
    {
        error = null;
        try
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (!line[(int)reader.BytesConsumed..].Trim(" \t"u8).IsEmpty)
                error = "something stands behind the record";
            else if (document.RootElement.ValueKind != JsonValueKind.Object)
                error = "a record is a JSON object";
            else
                return Record(document.RootElement, out error);
        }
        catch (JsonException e)
        {
            error = $"no JSON (at octet {e.BytePositionInLine}): {Sentence(e.Message)}";
        }
        catch (InvalidOperationException e)
        {
            error = $"a string is not valid Unicode: {Sentence(e.Message)}"; // Half a surrogate pair, or octets that are not UTF-8.
        }

        return null;
    }

    private static bool Next(LineReader lines, string file, Action<BadLine> bad, out EvalRecord? record)
    {
        record = null;
        if (!lines.TryRead(out ReadOnlySpan<byte> line, out bool tooLong))
            return false;
        if (tooLong)
        {
            bad(new BadLine(file, lines.Number, $"longer than {LineReader.MaxLine} octets"));
            return true;
        }

        if (lines.Number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line.Trim(" \t"u8).IsEmpty)
            return true;
        record = Parse(line, out string? error);
        if (record is null)
            bad(new BadLine(file, lines.Number, error!));
        return true;
    }

    private static EvalRecord? Record(JsonElement element, out string? error)
    {
        string? text = String(element, "text");
        string? task = String(element, "task");
        string? source = String(element, "source");
        if (text is null || task is null || source is null)
        {
            error = $"\"{(text is null ? "text" : task is null ? "task" : "source")}\" is missing or no string";
            return null;
        }

        IReadOnlyList<LabelledSpan>? spans = null;
        string label = "";
        error = null;
        if (!element.TryGetProperty("label", out JsonElement labelled))
            error = "\"label\" is missing";
        else if (labelled.ValueKind == JsonValueKind.String)
            label = labelled.GetString()!;
        else if (labelled.ValueKind == JsonValueKind.Array)
            spans = Spans(labelled, text, out error);
        else
            error = "\"label\" is neither a string nor a list of spans";
        if (error is not null)
            return null;
        string? channel = element.TryGetProperty("meta", out JsonElement meta) && meta.ValueKind == JsonValueKind.Object ? String(meta, "channel") : null;
        return new EvalRecord(String(element, "id") ?? "", text, task, label, source, ScopeOf(channel), spans);
    }

    private static List<LabelledSpan> Spans(JsonElement labelled, string text, out string? error)
    {
        error = null;
        List<LabelledSpan> spans = [];
        CodePoints points = new(text);
        foreach (JsonElement one in labelled.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Object || Number(one, "start") is not { } start || Number(one, "end") is not { } end || String(one, "type") is not { } type)
            {
                error = $"span {spans.Count} has not \"start\", \"end\" and \"type\"";
                return spans;
            }

            int from = start < 0 || end <= start ? -1 : points.ToUnit(start);
            int to = from < 0 ? -1 : points.ToUnit(end);
            if (to < 0)
            {
                error = $"span {spans.Count} ({start} to {end}) does not lie in its text";
                return spans;
            }

            spans.Add(new LabelledSpan(from, to, type));
        }

        return spans;
    }

    private static ContentScope ScopeOf(string? channel) => channel switch
    {
        "system" => ContentScope.System,
        "tool" => ContentScope.ToolResult,
        "document" => ContentScope.Document,
        "assistant" => ContentScope.Assistant,
        _ => ContentScope.User,
    };

    private static string? String(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private static string Sentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
