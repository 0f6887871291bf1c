using System.Text.Json;

namespace Sluice.Inspection.Tests.Dialects.Gemini;

/// <summary>Makes streams of generated pieces in both framings, and reads what a client would make of them.</summary>
internal static class GeminiStream
{
    public static readonly Wire Sse = new("gemini", "/v1beta/models/gemini-x:streamGenerateContent");
    public static readonly Wire Elements = new("gemini", "/v1beta/models/gemini-x:streamGenerateContent", "application/json");

    public static string Piece(string parts, string more = "", int index = 0) =>
        $"{{\"candidates\":[{{\"content\":{{\"parts\":[{parts}],\"role\":\"model\"}},\"index\":{index}{more}}}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}}";

    public static string Text(string text, int index = 0) => Piece($"{{\"text\":{JsonSerializer.Serialize(text)}}}", index: index);

    public static string Thought(string text) => Piece($"{{\"text\":{JsonSerializer.Serialize(text)},\"thought\":true}}");

    public static string Finish(int index = 0) => $"{{\"candidates\":[{{\"finishReason\":\"STOP\",\"index\":{index}}}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}}";

    public static string Framed(Wire wire, params IEnumerable<string> pieces) =>
        wire == Sse ? string.Concat(pieces.Select(p => $"data: {p}\r\n\r\n")) : $"[{string.Join("\n,\r\n", pieces)}\n]\n";

    public static List<JsonElement> Pieces(Wire wire, string stream) => wire == Sse
        ? [.. stream.Split("data: ", StringSplitOptions.RemoveEmptyEntries).Select(e => JsonSerializer.Deserialize<JsonElement>(e.Trim()))]
        : [.. JsonSerializer.Deserialize<JsonElement>(stream).EnumerateArray()];

    /// <summary>What a client gathers: text, thoughts and partial arguments of each candidate, and how it ended.</summary>
    public static SortedDictionary<string, string> Gather(Wire wire, string stream)
    {
        SortedDictionary<string, string> gathered = new(StringComparer.Ordinal);
        foreach (JsonElement piece in Pieces(wire, stream))
        {
            if (!piece.TryGetProperty("candidates", out JsonElement candidates))
                continue;
            foreach (JsonElement candidate in candidates.EnumerateArray())
            {
                int index = candidate.TryGetProperty("index", out JsonElement number) ? number.GetInt32() : 0;
                if (candidate.TryGetProperty("finishReason", out JsonElement reason))
                    gathered.Add($"{index}.finish", reason.GetString()!);
                if (!candidate.TryGetProperty("content", out JsonElement content) || !content.TryGetProperty("parts", out JsonElement parts))
                    continue;
                foreach (JsonElement part in parts.EnumerateArray())
                    Gather(part, index, gathered);
            }
        }

        return gathered;
    }

    private static void Gather(JsonElement part, int index, SortedDictionary<string, string> gathered)
    {
        if (part.TryGetProperty("text", out JsonElement text))
            Add(part.TryGetProperty("thought", out _) ? "thought" : "text", text.GetString()!);
        if (!part.TryGetProperty("functionCall", out JsonElement call) || !call.TryGetProperty("partialArgs", out JsonElement arguments))
            return;
        foreach (JsonElement argument in arguments.EnumerateArray())
        {
            if (argument.TryGetProperty("stringValue", out JsonElement value))
                Add(argument.GetProperty("jsonPath").GetString()!, value.GetString()!);
        }

        void Add(string name, string value) => gathered[$"{index}.{name}"] = gathered.GetValueOrDefault($"{index}.{name}") + value;
    }
}
