using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Media;

/// <summary><c>transcript.text.delta</c> and, with the whole text once more, <c>transcript.text.done</c>.</summary>
internal sealed class TranscriptStream(EventOutput output, Reply reply) : IReplyStream
{
    private readonly Frames _frames = new(new SseFraming(reply.Script), output, reply.Script.Extra.Top);

    public void Open()
    {
        // The first event is a delta.
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        if (delta.Kind == DeltaKind.Finish)
            _frames.Event("", $$"""{"type":"transcript.text.done","text":{{Spoken.Of(choice.Content, reply)}}{{Transcriptions.Usage(reply)}}}""");
        else
            _frames.Event("", $$"""{"type":"transcript.text.delta","delta":{{Spoken.Of(delta, reply)}}}""");
    }

    public void Fail(byte[]? body) => _frames.Literal("", body ?? OpenAiErrors.Shape.ForStatus(500));

    public void Close()
    {
        if (!reply.Script.OmitDone) _frames.Literal("", "[DONE]"u8);
    }
}
