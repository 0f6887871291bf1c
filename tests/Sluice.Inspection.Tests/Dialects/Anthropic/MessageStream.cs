using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.Anthropic;

/// <summary>Makes streams of messages, and reads what a client would make of them.</summary>
internal static class MessageStream
{
    public const string Ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n";

    public static readonly string Start = Event("message_start", "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":100,\"output_tokens\":1,\"service_tier\":\"standard\"}}");

    public static readonly string End = Close("end_turn");

    public static Exchange Exchange(Policy policy, string path = "/v1/messages", string method = "POST")
    {
        IDialect dialect = DialectCatalog.All["anthropic"];
        return new Exchange { Dialect = dialect, Policy = policy, Endpoint = dialect.Resolve(method, path).Endpoint };
    }

    public static string Streamed(Policy policy, string stream, params int[] pieces) => Given.Streamed(policy, stream, Exchange(policy), pieces);

    public static string Event(string type, string members) => $"event: {type}\ndata: {{\"type\":\"{type}\"{(members.Length > 0 ? "," : "")}{members}}}\n\n";

    public static string Open(int index, string block) => Event("content_block_start", string.Create(CultureInfo.InvariantCulture, $"\"index\":{index},\"content_block\":{block}"));

    public static string OpenText(int index = 0) => Open(index, "{\"type\":\"text\",\"text\":\"\"}");

    public static string OpenTool(int index = 0) => Open(index, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"mail\",\"input\":{}}");

    public static string OpenThinking(int index = 0) => Open(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");

    public static string Delta(int index, string delta) => Event("content_block_delta", string.Create(CultureInfo.InvariantCulture, $"\"index\":{index},\"delta\":{delta}"));

    public static string Text(string text, int index = 0) => Delta(index, $"{{\"type\":\"text_delta\",\"text\":{ChatStream.Quote(text)}}}");

    public static string Input(string text, int index = 0) => Delta(index, $"{{\"type\":\"input_json_delta\",\"partial_json\":{ChatStream.Quote(text)}}}");

    public static string Thinking(string text, int index = 0) => Delta(index, $"{{\"type\":\"thinking_delta\",\"thinking\":{ChatStream.Quote(text)}}}");

    public static string Signature(int index = 0) => Delta(index, "{\"type\":\"signature_delta\",\"signature\":\"EqQBCgIYAhIM1gbcDa9GJwZA2b3h\"}");

    public static string Stop(int index = 0) => Event("content_block_stop", string.Create(CultureInfo.InvariantCulture, $"\"index\":{index}"));

    public static string Close(string reason) =>
        Event("message_delta", $"\"delta\":{{\"stop_reason\":\"{reason}\",\"stop_sequence\":null}},\"usage\":{{\"output_tokens\":15}}") + Event("message_stop", "");

    /// <summary>A whole message of one text block, its text cut into pieces.</summary>
    public static string Of(IEnumerable<string> pieces) => Start + OpenText() + string.Concat(pieces.Select(p => Text(p))) + Stop() + End;

    /// <summary>What a client gathers: the text of each block by index and field, and how the message ended. Fails where a client would: an event out of place.</summary>
    public static SortedDictionary<string, string> Gather(string stream)
    {
        SortedDictionary<string, string> seen = new(StringComparer.Ordinal);
        HashSet<string> open = [];
        string name = "";
        foreach (string line in stream.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("event:", StringComparison.Ordinal))
                name = line[6..].Trim();
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            using JsonDocument data = JsonDocument.Parse(line[5..].Trim());
            JsonElement root = data.RootElement;
            Assert.Equal(name, root.GetProperty("type").GetString());
            Assert.False(seen.ContainsKey("stopped"), "something stands behind message_stop");
            Take(root, name, seen, open);
        }

        return seen;
    }

    private static void Take(JsonElement root, string name, SortedDictionary<string, string> seen, HashSet<string> open)
    {
        if (name is not ("message_start" or "ping" or "error"))
            Assert.True(seen.ContainsKey("started"), "message_start is missing");
        string index = root.TryGetProperty("index", out JsonElement i) ? i.GetRawText() : "";
        switch (name)
        {
            case "message_start":
                seen.Add("started", "");
                break;
            case "content_block_start":
                Assert.True(open.Add(index));
                Texts(root.GetProperty("content_block"), index, seen);
                break;
            case "content_block_delta":
                Assert.Contains(index, open);
                Texts(root.GetProperty("delta"), index, seen);
                break;
            case "content_block_stop":
                Assert.True(open.Remove(index), "a block stopped that was not open");
                break;
            case "message_delta":
                Assert.Empty(open);
                seen.Add("stop_reason", root.GetProperty("delta").GetProperty("stop_reason").GetString()!);
                Assert.Equal(JsonValueKind.Number, root.GetProperty("usage").GetProperty("output_tokens").ValueKind);
                break;
            case "message_stop":
                seen.Add("stopped", "");
                break;
            case "error":
                seen.Add("error", root.GetProperty("error").GetProperty("message").GetString()!);
                break;
        }
    }

    private static void Texts(JsonElement holder, string index, SortedDictionary<string, string> seen)
    {
        foreach (string field in (string[])["text", "partial_json", "thinking", "signature", "content"])
        {
            if (holder.TryGetProperty(field, out JsonElement text) && text.ValueKind == JsonValueKind.String)
                seen[$"{index}.{field}"] = new StringBuilder(seen.GetValueOrDefault($"{index}.{field}")).Append(text.GetString()).ToString();
        }
    }
}
