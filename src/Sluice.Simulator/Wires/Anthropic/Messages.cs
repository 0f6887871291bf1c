using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary><c>/v1/messages</c>.</summary>
internal sealed class Messages : IChatEndpoint
{
    public IErrorShape Errors => AnthropicErrors.Shape;

    public string IdPrefix => "msg_sim_";

    public bool ArgumentsAreJson => true;

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, Read);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonText.Raw(output, Answer(reply).Json.Span);

    public IReplyStream OpenStream(EventOutput output, Reply reply) =>
        new MessageStream(new Frames(new SseFraming(reply.Script), output, reply.Script.Extra.Top), reply);

    public static Verbatim Answer(Reply reply) => Verbatim.Of(
        $$"""
        {"id":{{reply.Id}},"type":"message","role":"assistant","model":{{reply.Model}},
        "content":[{{Blocks(reply)}}],
        "stop_reason":{{StopReason(reply.Only)}},"stop_sequence":null
        {{Usage(reply)}}{{Extra(reply.Script.Extra.Message)}}{{Extra(reply.Script.Extra.Top)}}}
        """);

    /// <summary>OpenAI's words for an end, which a script may use, in Anthropic's.</summary>
    public static string StopReason(ReplyChoice choice) => choice.Finish switch
    {
        "stop" => choice.Refusal is null ? "end_turn" : "refusal",
        "tool_calls" => "tool_use",
        "length" => "max_tokens",
        "content_filter" => "refusal",
        var other => other,
    };

    public static ChatRequest Read(JsonElement body)
    {
        var messages = body.Items("messages");
        var last = messages.Count > 0 ? messages[^1] : default;
        var results = last.Items("content").Where(part => part.Is("type", "tool_result")).ToList();
        return new ChatRequest
        {
            Model = body.Text("model"),
            HasMessages = messages.Count > 0,
            LastUserText = messages.LastOf("user").At("content").PartsText(),
            ToolResult = results.Count > 0 ? string.Join(' ', results.Select(result => result.At("content").PartsText())) : null,
            FirstTool = body.Items("tools").Select(tool => tool.Text("name")).FirstOrDefault(),
            Stream = body.Flag("stream"),
        };
    }

    private static Verbatim Extra(byte[] members) => new(members);

    private static Verbatim Usage(Reply reply) => reply.Usage is { } usage
        ? Verbatim.Of($$$""","usage":{"input_tokens":{{{usage.Prompt}}},"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":{{{usage.Completion}}}}""")
        : Verbatim.Nothing;

    private static IEnumerable<Verbatim> Blocks(Reply reply)
    {
        var choice = reply.Only;
        if (choice.Reasoning is not null)
            yield return Verbatim.Of($$"""{"type":"thinking","thinking":{{Spoken.Of(choice.Reasoning, reply)}},"signature":{{MessageStream.Signature}}}""");
        foreach (string? text in new[] { choice.Content, choice.Refusal })
        {
            if (text is not null) yield return Verbatim.Of($$"""{"type":"text","text":{{Spoken.Of(text, reply)}}}""");
        }

        foreach (var call in choice.ToolCalls)
            yield return Verbatim.Of($$"""{"type":"tool_use","id":{{call.Id}},"name":{{call.Name}},"input":{{Verbatim.ArgumentsOf(call.Arguments)}}}""");
    }
}
