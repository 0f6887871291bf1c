using System.Text;
using System.Text.Json;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>The texts of an answer as a client reads them: the contents of a whole answer, or what a stream's deltas join to.</summary>
internal sealed class ChatLanes
{
    private readonly Dictionary<string, StringBuilder> _texts = new(StringComparer.Ordinal);

    public string Content => Text("content");

    public string Arguments => Text("arguments");

    public string Finish => Text("finish");

    public bool Done { get; private set; }

    public static ChatLanes Of(byte[] body, bool streamed)
    {
        var lanes = new ChatLanes();
        string text = Encoding.UTF8.GetString(body);
        if (!streamed)
        {
            lanes.Add(text, "message");
            return lanes;
        }

        foreach (string line in text.Split('\n'))
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            string data = line[5..].Trim();
            if (data.Equals("[DONE]", StringComparison.Ordinal))
                lanes.Done = true;
            else
                lanes.Add(data, "delta");
        }

        return lanes;
    }

    private string Text(string lane) => _texts.TryGetValue(lane, out StringBuilder? text) ? text.ToString() : "";

    private void Add(string json, string holder)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonElement choice in document.RootElement.GetProperty("choices").EnumerateArray())
        {
            JsonElement message = choice.GetProperty(holder);
            Append("content", message, "content");
            Append("finish", choice, "finish_reason");
            if (message.TryGetProperty("tool_calls", out JsonElement calls))
                Append("arguments", calls[0].GetProperty("function"), "arguments");
        }
    }

    private void Append(string lane, JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            return;
        if (!_texts.TryGetValue(lane, out StringBuilder? text))
            _texts.Add(lane, text = new StringBuilder());
        text.Append(value.GetString());
    }
}
