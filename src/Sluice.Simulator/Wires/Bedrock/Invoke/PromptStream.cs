using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary>A stream of models that continue a prompt: a piece of text in each event, and an end.</summary>
/// <param name="write">Writes an event; the text is empty and the flag set in the last.</param>
internal sealed class PromptStream(Reply reply, Action<Spoken, bool> write, Action<byte[]> fail) : IReplyStream
{
    public void Open()
    {
        // The first event has text already.
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        if (delta.Kind != DeltaKind.Finish) write(Spoken.Of(delta, reply), false);
    }

    public void Fail(byte[]? body) => fail(body ?? BedrockErrors.Shape.ForStatus(500));

    public void Close()
    {
        if (!reply.Script.OmitDone) write(Spoken.Of("", reply), true);
    }
}
