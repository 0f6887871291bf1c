using System.Text;
using System.Text.Json;

namespace Sluice.Cli.Commands.Demo;

/// <summary>An answer as a client reads it: its bytes, and the texts that a whole answer has or a stream's deltas join to.</summary>
internal sealed class DemoAnswer
{
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _arguments = new();

    private DemoAnswer(int status, string body)
    {
        Status = status;
        Body = body;
    }

    public int Status { get; }

    /// <summary>The body after decompression.</summary>
    public string Body { get; }

    public string Content => _content.ToString();

    /// <summary>The arguments of the tool call.</summary>
    public string Arguments => _arguments.ToString();

    /// <summary>Why it ended: <c>finish_reason</c>.</summary>
    public string? Finish { get; private set; }

    /// <summary>The stream said that it is whole.</summary>
    public bool Done { get; private set; }

    public static DemoAnswer Read(int status, bool streamed, string body)
    {
        var answer = new DemoAnswer(status, body);
        if (!streamed)
        {
            answer.ReadCompletion(body, "message");
            return answer;
        }

        foreach (string line in body.Split('\n'))
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            string data = line["data: ".Length..];
            if (string.Equals(data, "[DONE]", StringComparison.Ordinal))
                answer.Done = true;
            else
                answer.ReadCompletion(data, "delta");
        }

        return answer;
    }

    /// <summary>The value is in none of the places where a client could read it.</summary>
    public bool Hides(string value) =>
        !Body.Contains(value, StringComparison.Ordinal) && !Content.Contains(value, StringComparison.Ordinal) && !Arguments.Contains(value, StringComparison.Ordinal);

    private void ReadCompletion(string json, string holder)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("choices", out JsonElement choices))
            return;
        foreach (JsonElement choice in choices.EnumerateArray())
        {
            JsonElement message = choice.GetProperty(holder);
            Append(message, "content", _content);
            if (message.TryGetProperty("tool_calls", out JsonElement calls))
                Append(calls[0].GetProperty("function"), "arguments", _arguments);
            if (choice.GetProperty("finish_reason").GetString() is { } finish)
                Finish = finish;
        }
    }

    private static void Append(JsonElement owner, string name, StringBuilder text)
    {
        if (owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
            text.Append(value.GetString());
    }
}
