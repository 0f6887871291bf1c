using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>The chunks of a legacy completion.</summary>
internal sealed class CompletionStream(EventOutput output, Reply reply) : IReplyStream
{
    private readonly Frames _frames = new(new SseFraming(reply.Script), output, []);

    public void Open()
    {
        // The first chunk has text already.
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        bool ends = delta.Kind == DeltaKind.Finish;
        var text = ends ? Spoken.Of("", reply) : Spoken.Of(delta, reply);
        var usage = reply.IncludeUsageInStream ? Verbatim.Raw(",\"usage\":null") : Verbatim.Nothing;
        Send(CompletionJson.Write(reply, [CompletionJson.Choice(reply, choice.Index, text, ends ? choice.Finish : null)], usage).Json.Span);
    }

    public void Fail(byte[]? body) => Send(body ?? OpenAiErrors.Shape.ForStatus(500));

    public void Close()
    {
        if (reply.IncludeUsageInStream) Send(CompletionJson.Write(reply, [], CompletionJson.Usage(reply.Usage)).Json.Span);
        if (!reply.Script.OmitDone) Send("[DONE]"u8);
    }

    private void Send(ReadOnlySpan<byte> data) => _frames.Literal("", data);
}
