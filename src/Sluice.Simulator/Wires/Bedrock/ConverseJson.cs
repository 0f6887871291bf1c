using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary>The parts of a conversation in Bedrock's form, which Nova's own bodies share.</summary>
internal static class ConverseJson
{
    public const string Signature = "simulated-signature";

    /// <summary>The whole answer.</summary>
    public static Verbatim Answer(Reply reply, bool hasMetrics)
    {
        var metrics = hasMetrics ? Verbatim.Of($$""","metrics":{"latencyMs":1}""") : Verbatim.Nothing;
        return Verbatim.Of(
            $$$"""
            {"output":{"message":{"role":"assistant","content":[{{{Blocks(reply)}}}]{{{new Verbatim(reply.Script.Extra.Message)}}}}},
            "stopReason":{{{StopReason(reply.Only)}}}{{{Usage(reply)}}}{{{metrics}}}{{{new Verbatim(reply.Script.Extra.Top)}}}}
            """);
    }

    /// <summary><c>,"usage":{…}</c></summary>
    public static Verbatim Usage(Reply reply)
    {
        if (reply.Usage is not { } usage) return Verbatim.Nothing;
        long total = (long)usage.Prompt + usage.Completion;
        return Verbatim.Of($$$""","usage":{"inputTokens":{{{usage.Prompt}}},"outputTokens":{{{usage.Completion}}},"totalTokens":{{{total}}}}""");
    }

    /// <summary>OpenAI's words for an end, which a script may use, in Bedrock's.</summary>
    public static string StopReason(ReplyChoice choice) => choice.Finish switch
    {
        "stop" => choice.Refusal is null ? "end_turn" : "content_filtered",
        "tool_calls" => "tool_use",
        "length" => "max_tokens",
        "content_filter" => "content_filtered",
        var other => other,
    };

    public static ChatRequest Read(JsonElement body, string model, bool streams)
    {
        var messages = body.Items("messages");
        var last = messages.Count > 0 ? messages[^1] : default;
        var results = last.Items("content").Select(block => block.At("toolResult")).Where(result => result.ValueKind == JsonValueKind.Object).ToList();
        return new ChatRequest
        {
            Model = model,
            HasMessages = messages.Count > 0,
            LastUserText = messages.LastOf("user").At("content").PartsText(),
            ToolResult = results.Count > 0 ? string.Join(' ', results.Select(Said)) : null,
            FirstTool = body.At("toolConfig").Items("tools").Select(tool => tool.At("toolSpec").Text("name")).FirstOrDefault(),
            Stream = streams,
        };
    }

    private static string Said(JsonElement result)
    {
        string text = result.At("content").PartsText();
        if (text.Length > 0) return text;
        return string.Join(' ', result.Items("content").Select(part => part.At("json")).Where(json => json.ValueKind != JsonValueKind.Undefined).Select(json => json.GetRawText()));
    }

    private static IEnumerable<Verbatim> Blocks(Reply reply)
    {
        var choice = reply.Only;
        if (choice.Reasoning is not null)
        {
            var said = Verbatim.Of($$"""{"text":{{Spoken.Of(choice.Reasoning, reply)}},"signature":{{Signature}}}""");
            yield return Verbatim.Of($$$"""{"reasoningContent":{"reasoningText":{{{said}}}}}""");
        }

        foreach (string? text in new[] { choice.Content, choice.Refusal })
        {
            if (text is not null) yield return Verbatim.Of($$"""{"text":{{Spoken.Of(text, reply)}}}""");
        }

        foreach (var call in choice.ToolCalls)
        {
            var input = Verbatim.ArgumentsOf(call.Arguments);
            yield return Verbatim.Of($$$"""{"toolUse":{"toolUseId":{{{call.Id}}},"name":{{{call.Name}}},"input":{{{input}}}}}""");
        }
    }
}
