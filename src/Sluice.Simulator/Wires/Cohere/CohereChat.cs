using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Cohere;

/// <summary><c>/v2/chat</c>. Reasoning is the plan of an answer that calls tools, and a thinking block of one that does not.</summary>
internal sealed class CohereChat : IChatEndpoint
{
    public IErrorShape Errors => CohereErrors.Shape;

    public string IdPrefix => "cohere-sim-";

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, Read);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply)
    {
        var choice = reply.Only;
        var calls = choice.ToolCalls.Select(call => Call(call, Spoken.Of(call.Arguments, reply)));
        var plan = !Plans(choice) ? Verbatim.Nothing : Verbatim.Of($$""","tool_plan":{{Spoken.Of(choice.Reasoning, reply)}}""");
        var tools = choice.ToolCalls.Count == 0 ? Verbatim.Nothing : Verbatim.Of($$""","tool_calls":[{{calls}}]""");
        var citations = CohereCitation.Of(reply) is { } citation ? Verbatim.Of($$""","citations":[{{citation}}]""") : Verbatim.Nothing;
        output.Json(
            $$$"""
            {"id":{{{reply.Id}}},"finish_reason":{{{FinishReason(choice)}}},
            "message":{"role":"assistant","content":[{{{Content(reply)}}}]{{{plan}}}{{{tools}}}{{{citations}}}
            {{{new Verbatim(reply.Script.Extra.Message)}}}}{{{Usage(reply)}}}{{{new Verbatim(reply.Script.Extra.Top)}}}}
            """);
    }

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new CohereStream(output, reply);

    public static bool Plans(ReplyChoice choice) => choice.Reasoning is not null && choice.ToolCalls.Count > 0;

    public static Verbatim Call(ScriptToolCall call, Spoken arguments) => Verbatim.Of(
        $$$"""{"id":{{{call.Id}}},"type":"function","function":{"name":{{{call.Name}}},"arguments":{{{arguments}}}}}""");

    /// <summary>OpenAI's words for an end, which a script may use, in Cohere's.</summary>
    public static string FinishReason(ReplyChoice choice) => choice.Finish switch
    {
        "stop" => "COMPLETE",
        "tool_calls" => "TOOL_CALL",
        "length" => "MAX_TOKENS",
        "content_filter" => "ERROR",
        var other => other,
    };

    public static Verbatim Usage(Reply reply)
    {
        if (reply.Usage is not { } usage) return Verbatim.Nothing;
        var tokens = Verbatim.Of($$"""{"input_tokens":{{usage.Prompt}},"output_tokens":{{usage.Completion}}}""");
        return Verbatim.Of($$""","usage":{"billed_units":{{tokens}},"tokens":{{tokens}}}""");
    }

    private static IEnumerable<Verbatim> Content(Reply reply)
    {
        var choice = reply.Only;
        if (choice.Reasoning is not null && !Plans(choice))
            yield return Verbatim.Of($$"""{"type":"thinking","thinking":{{Spoken.Of(choice.Reasoning, reply)}}}""");
        foreach (string? text in new[] { choice.Content, choice.Refusal })
        {
            if (text is not null) yield return Verbatim.Of($$"""{"type":"text","text":{{Spoken.Of(text, reply)}}}""");
        }
    }

    private static ChatRequest Read(JsonElement body)
    {
        var messages = body.Items("messages");
        var last = messages.Count > 0 ? messages[^1] : default;
        var documents = body.Items("documents");
        return new ChatRequest
        {
            Model = body.Text("model"),
            HasMessages = messages.Count > 0,
            LastUserText = messages.LastOf("user").At("content").PartsText(),
            ToolResult = last.Is("role", "tool") ? Result(last.At("content")) : null,
            FirstTool = body.Items("tools").Select(tool => tool.At("function").Text("name")).FirstOrDefault(),
            Stream = body.Flag("stream"),
            Input = documents.Count > 0 ? Verbatim.Of(documents[0]).Json.ToArray() : null,
        };
    }

    /// <summary>A tool's result is text, or documents whose data is text.</summary>
    private static string Result(JsonElement content)
    {
        string text = content.PartsText();
        if (text.Length > 0 || content.ValueKind != JsonValueKind.Array) return text;
        return string.Join(' ', content.EnumerateArray().Select(part => part.At("document").Text("data") ?? ""));
    }
}
