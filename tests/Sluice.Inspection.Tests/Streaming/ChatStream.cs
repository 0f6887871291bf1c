using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sluice.Inspection.Tests.Streaming;

/// <summary>Makes streams of chat completion chunks, and reads what a client would make of them.</summary>
internal static class ChatStream
{
    public const string Envelope = "\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1761234567,\"model\":\"gpt-x\"";
    public const string Done = "data: [DONE]\n\n";

    public static string Chunk(string delta, string finish = "null", int choice = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"data: {{{Envelope},\"choices\":[{{\"index\":{choice},\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}]}}\n\n");

    public static string Content(string text, int choice = 0) => Chunk($"{{\"content\":{Quote(text)}}}", choice: choice);

    public static string Finish(int choice = 0, string reason = "stop") => Chunk("{}", $"\"{reason}\"", choice);

    public static string Arguments(string text, int tool = 0, int choice = 0) =>
        Chunk(string.Create(CultureInfo.InvariantCulture, $"{{\"tool_calls\":[{{\"index\":{tool},\"function\":{{\"arguments\":{Quote(text)}}}}}]}}"), choice: choice);

    /// <summary>The text as a JSON string; half of a surrogate pair is spelled as its escape.</summary>
    public static string Quote(string text) => $"\"{string.Concat(text.Select((c, i) => Spell(text, i, c)))}\"";

    /// <summary>A whole answer of one choice, its text cut into pieces.</summary>
    public static string Of(IEnumerable<string> pieces) =>
        Chunk("{\"role\":\"assistant\",\"content\":\"\"}") + string.Concat(pieces.Select(p => Content(p))) + Finish() + Done;

    public static IEnumerable<string> Cut(string text, int length)
    {
        for (int i = 0; i < text.Length; i += length)
            yield return text.Substring(i, Math.Min(length, text.Length - i));
    }

    /// <summary>What a client gathers: the text of each field by choice, and how each choice ended.</summary>
    public static SortedDictionary<string, string> Gather(string stream)
    {
        SortedDictionary<string, StringBuilder> texts = new(StringComparer.Ordinal);
        bool done = false;
        foreach (string line in stream.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            string data = line[5..].Trim();
            Assert.False(done, "something stands behind [DONE]");
            if (data == "[DONE]")
            {
                done = true;
                continue;
            }

            using JsonDocument chunk = JsonDocument.Parse(data);
            if (chunk.RootElement.TryGetProperty("choices", out JsonElement choices))
            {
                foreach (JsonElement choice in choices.EnumerateArray())
                    Gather(choice, texts);
            }
        }

        SortedDictionary<string, string> gathered = new(StringComparer.Ordinal);
        foreach ((string key, StringBuilder text) in texts)
            gathered.Add(key, text.ToString());
        if (done)
            gathered.Add("[DONE]", "");
        return gathered;
    }

    private static string Spell(string text, int at, char c)
    {
        bool paired = (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])) || (char.IsLowSurrogate(c) && at > 0 && char.IsHighSurrogate(text[at - 1]));
        return c is '"' or '\\' or < ' ' || (char.IsSurrogate(c) && !paired) ? $"\\u{(int)c:x4}" : c.ToString();
    }

    private static void Gather(JsonElement choice, SortedDictionary<string, StringBuilder> texts)
    {
        string index = choice.GetProperty("index").GetRawText();
        foreach (JsonProperty member in choice.GetProperty("delta").EnumerateObject())
        {
            if (member.NameEquals("tool_calls"))
            {
                foreach (JsonElement call in member.Value.EnumerateArray())
                    Add($"{index}.tool{call.GetProperty("index").GetRawText()}", call.GetProperty("function").GetProperty("arguments").GetString());
            }
            else if (member.Value.ValueKind == JsonValueKind.String)
            {
                Add($"{index}.{member.Name}", member.Value.GetString());
            }
        }

        if (choice.TryGetProperty("logprobs", out JsonElement logprobs) && logprobs.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonElement entry in logprobs.GetProperty("content").EnumerateArray())
                Add($"{index}.logprobs", entry.GetProperty("token").GetString());
        }

        if (choice.GetProperty("finish_reason").GetString() is { } reason)
            Add($"{index}.finish", reason);

        void Add(string key, string? text)
        {
            if (!texts.TryGetValue(key, out StringBuilder? builder))
                texts.Add(key, builder = new StringBuilder());
            builder.Append(text);
        }
    }
}
