using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary>The lines of a streamed answer; the last one says <c>"done":true</c>.</summary>
internal sealed class OllamaStream(EventOutput output, Reply reply, bool isChat) : IReplyStream
{
    private readonly Frames _frames = new(new LineFraming(reply.Script), output, []);
    private readonly Spoken _nothing = Spoken.Of("", reply);

    public void Open()
    {
        // The first line has text already.
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        var text = Spoken.Of(delta, reply);
        switch (delta.Kind)
        {
            case DeltaKind.Reasoning: Send(new OllamaPiece(_nothing, text), ends: false); break;
            case DeltaKind.ToolArguments: Send(new OllamaPiece(_nothing, default, OllamaJson.Call(choice.ToolCalls[delta.Tool])), ends: false); break;
            case DeltaKind.Finish: break;
            default: Send(new OllamaPiece(text, default), ends: false); break;
        }
    }

    public void Fail(byte[]? body) => _frames.Literal("", body ?? OllamaErrors.Shape.ForStatus(500));

    public void Close()
    {
        if (!reply.Script.OmitDone) Send(new OllamaPiece(_nothing, default), ends: true);
    }

    private void Send(OllamaPiece said, bool ends) => _frames.Literal("", OllamaJson.Line(reply, said, ends, isChat).Json.Span);
}
