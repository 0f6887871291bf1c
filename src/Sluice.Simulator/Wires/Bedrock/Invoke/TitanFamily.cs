using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary><c>amazon.titan*</c>: <c>inputText</c> in, <c>outputText</c> or, from the embedding models, numbers out.</summary>
internal sealed class TitanFamily : IModelFamily
{
    public ChatRequest Read(JsonElement body, string model, bool streams) => new()
    {
        MessagesField = "inputText",
        Model = model,
        HasMessages = body.Text("inputText") is not null,
        LastUserText = body.Text("inputText"),
        Carries = Speech.TextOnly,
        Stream = streams,
    };

    public Verbatim Answer(Reply reply)
    {
        long prompt = reply.Usage?.Prompt ?? 0, said = reply.Usage?.Completion ?? 0;
        if (reply.Model.Contains("embed", StringComparison.Ordinal))
            return Verbatim.Of($$"""{"embedding":{{Vector.Json(reply.Request.LastUserText ?? "")}},"inputTextTokenCount":{{prompt}}}""");
        return Verbatim.Of(
            $$"""
            {"inputTextTokenCount":{{prompt}},
            "results":[{"tokenCount":{{said}},"outputText":{{Spoken.Of(reply.Only.Content, reply)}},"completionReason":{{Reason(reply)}}}]}
            """);
    }

    public IReplyStream OpenStream(Reply reply, Frames frames, Action<byte[]> fail) => new PromptStream(
        reply,
        (text, ends) => frames.Literal("", Write(reply, text, ends).Json.Span),
        fail);

    private static Verbatim Write(Reply reply, Spoken text, bool ends)
    {
        string? reason = ends ? Reason(reply) : null;
        var metrics = ends ? InvocationMetrics.Of(reply) : Verbatim.Nothing;
        long prompt = reply.Usage?.Prompt ?? 0, said = reply.Usage?.Completion ?? 0;
        return Verbatim.Of(
            $$"""
            {"outputText":{{text}},"index":0,"totalOutputTextTokenCount":{{said}},"completionReason":{{reason}},
            "inputTextTokenCount":{{prompt}}{{metrics}}}
            """);
    }

    private static string Reason(Reply reply) => reply.Only.Finish switch
    {
        "stop" => "FINISH",
        "length" => "LENGTH",
        "content_filter" => "CONTENT_FILTERED",
        var other => other,
    };
}
