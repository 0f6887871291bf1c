using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

/// <summary>Makes streams of responses as OpenAI sends them, and reads what a client would make of them.</summary>
internal sealed class ResponseStream
{
    private readonly StringBuilder _events = new();
    private int _sequence;

    public static ResponseStream Begin() =>
        new ResponseStream().Event("response.created", "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1761234567,\"status\":\"in_progress\",\"model\":\"gpt-x\",\"output\":[],\"tools\":[],\"usage\":null}");

    public ResponseStream Event(string type, string members)
    {
        _events.Append(CultureInfo.InvariantCulture, $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":{_sequence++},{members}}}\n\n");
        return this;
    }

    public ResponseStream ItemAdded(string item, int output = 0) => Event("response.output_item.added", $"\"output_index\":{output},\"item\":{item}");

    public ResponseStream ItemDone(string item, int output = 0) => Event("response.output_item.done", $"\"output_index\":{output},\"item\":{item}");

    public ResponseStream Delta(string stem, string text, int output = 0, string more = "\"content_index\":0,") =>
        Event($"response.{stem}.delta", $"\"item_id\":\"item_{output}\",\"output_index\":{output},{more}\"delta\":{ChatStream.Quote(text)}");

    public ResponseStream Done(string stem, string final, string text, int output = 0, string more = "\"content_index\":0,") =>
        Event($"response.{stem}.done", $"\"item_id\":\"item_{output}\",\"output_index\":{output},{more}\"{final}\":{ChatStream.Quote(text)}");

    public ResponseStream Part(string change, string part, int output = 0, int index = 0) =>
        Event($"response.content_part.{change}", $"\"item_id\":\"item_{output}\",\"output_index\":{output},\"content_index\":{index},\"part\":{part}");

    public string Completed(string output) =>
        Event("response.completed", $"\"response\":{{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1761234567,\"status\":\"completed\",\"model\":\"gpt-x\",\"output\":[{output}],\"usage\":{{\"input_tokens\":7,\"output_tokens\":9}}}}").ToString();

    public override string ToString() => _events.ToString();

    /// <summary>A whole answer of one message, its text cut into pieces, and every copy of it.</summary>
    public static string Message(params string[] pieces)
    {
        string text = string.Concat(pieces);
        ResponseStream stream = Begin().ItemAdded(MessageItem("in_progress", "")).Part("added", TextPart(""));
        foreach (string piece in pieces)
            stream.Delta("output_text", piece);
        return stream.Done("output_text", "text", text).Part("done", TextPart(text)).ItemDone(MessageItem("completed", TextPart(text))).Completed(MessageItem("completed", TextPart(text)));
    }

    public static string TextPart(string text) => $"{{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":{ChatStream.Quote(text)}}}";

    public static string MessageItem(string status, string parts) => $"{{\"id\":\"item_0\",\"type\":\"message\",\"status\":\"{status}\",\"role\":\"assistant\",\"content\":[{parts}]}}";

    /// <summary>The events' data in order.</summary>
    public static List<JsonElement> Read(string stream)
    {
        List<JsonElement> events = [];
        foreach (string frame in stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = frame.Split('\n');
            JsonElement data = JsonDocument.Parse(lines[^1]["data: ".Length..]).RootElement;
            Assert.Equal($"event: {data.GetProperty("type").GetString()}", lines[^2]);
            events.Add(data);
        }

        return events;
    }

    /// <summary>What the deltas of one kind say together.</summary>
    public static string Said(IEnumerable<JsonElement> events, string stem) =>
        string.Concat(events.Where(e => Type(e) == $"response.{stem}.delta").Select(e => e.GetProperty("delta").GetString()));

    public static string? Type(JsonElement e) => e.GetProperty("type").GetString();

    public static JsonElement One(IEnumerable<JsonElement> events, string type) => events.Single(e => Type(e) == type);
}
