using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary><c>meta.llama*</c>: <c>prompt</c> in, <c>generation</c> out.</summary>
internal sealed class LlamaFamily : IModelFamily
{
    public ChatRequest Read(JsonElement body, string model, bool streams) => new()
    {
        MessagesField = "prompt",
        Model = model,
        HasMessages = body.Text("prompt") is not null,
        LastUserText = body.Text("prompt"),
        Carries = Speech.TextOnly,
        Stream = streams,
    };

    public Verbatim Answer(Reply reply) => Write(reply, Spoken.Of(reply.Only.Content, reply), ends: true, Verbatim.Nothing);

    public IReplyStream OpenStream(Reply reply, Frames frames, Action<byte[]> fail) => new PromptStream(
        reply,
        (text, ends) => frames.Literal("", Write(reply, text, ends, ends ? InvocationMetrics.Of(reply) : Verbatim.Nothing).Json.Span),
        fail);

    private static Verbatim Write(Reply reply, Spoken text, bool ends, Verbatim metrics)
    {
        var prompt = reply.Usage is { } usage && ends ? Verbatim.Of($"{usage.Prompt}") : Verbatim.Null;
        long said = reply.Usage?.Completion ?? 0;
        string? reason = ends ? reply.Only.Finish : null;
        return Verbatim.Of(
            $$"""{"generation":{{text}},"prompt_token_count":{{prompt}},"generation_token_count":{{said}},"stop_reason":{{reason}}{{metrics}}}""");
    }
}
