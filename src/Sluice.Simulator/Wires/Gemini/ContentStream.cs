using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary>The chunks of a streamed answer: each is an answer of its own with the newest part.</summary>
internal sealed class ContentStream(EventOutput output, Reply reply) : IReplyStream
{
    private readonly Frames _frames = new(
        reply.Request.StreamsAsArray ? new ArrayFraming() : new SseFraming(reply.Script), output, reply.Script.Extra.Top);

    public void Open()
    {
        // Nothing comes before the first part.
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        var text = Spoken.Of(delta, reply);
        var part = delta.Kind switch
        {
            DeltaKind.Reasoning => GenerateContent.Thought(text),
            DeltaKind.ToolArguments => GenerateContent.Call(choice.ToolCalls[delta.Tool]),
            DeltaKind.Finish => GenerateContent.Text(new Spoken("".AsMemory(), false)),
            _ => GenerateContent.Text(text),
        };
        bool ends = delta.Kind == DeltaKind.Finish;
        var candidate = GenerateContent.Candidate(reply, choice, [part], ends ? GenerateContent.FinishReason(choice) : null);
        var usage = ends ? GenerateContent.Usage(reply) : Verbatim.Nothing;
        _frames.Event("", $$"""{"candidates":[{{candidate}}]{{usage}},"modelVersion":{{reply.Model}},"responseId":{{reply.Id}}}""");
    }

    public void Fail(byte[]? body)
    {
        _frames.Literal("", body ?? GeminiErrors.Shape.ForStatus(500));
        if (reply.Request.StreamsAsArray) ArrayFraming.Close(output);
    }

    public void Close()
    {
        if (reply.Request.StreamsAsArray && !reply.Script.OmitDone) ArrayFraming.Close(output);
    }
}
