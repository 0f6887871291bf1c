using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary>The events of a streamed conversation: the blocks in turn. A block of text is opened by its first delta.</summary>
/// <param name="send">Sends an event by its name and its object's members.</param>
/// <param name="fail">Ends the stream with an error.</param>
internal sealed class ConverseStream(Reply reply, Action<string, Verbatim> send, Action<byte[]> fail) : IReplyStream
{
    private int _index = -1;
    private DeltaKind? _open;

    public void Open() => send("messageStart", Verbatim.Raw("\"role\":\"assistant\""));

    public void Write(ReplyChoice choice, Delta delta)
    {
        var text = Spoken.Of(delta, reply);
        switch (delta.Kind)
        {
            case DeltaKind.ToolHead:
                Turn(DeltaKind.ToolArguments);
                var call = choice.ToolCalls[delta.Tool];
                var start = Verbatim.Of($$$"""{"toolUse":{"toolUseId":{{{call.Id}}},"name":{{{call.Name}}}}}""");
                send("contentBlockStart", Verbatim.Of($"\"contentBlockIndex\":{_index},\"start\":{start}"));
                break;
            case DeltaKind.ToolArguments:
                SendDelta(Verbatim.Of($$$"""{"toolUse":{"input":{{{text}}}}}"""));
                break;
            case DeltaKind.Reasoning:
                if (_open != delta.Kind) Turn(delta.Kind);
                SendDelta(Verbatim.Of($$$"""{"reasoningContent":{"text":{{{text}}}}}"""));
                break;
            case DeltaKind.Finish:
                Turn(null);
                send("messageStop", Verbatim.Of($"\"stopReason\":{ConverseJson.StopReason(choice)}"));
                break;
            default:
                if (_open != delta.Kind) Turn(delta.Kind);
                SendDelta(Verbatim.Of($$"""{"text":{{text}}}"""));
                break;
        }
    }

    public void Fail(byte[]? body) => fail(body ?? BedrockErrors.Shape.ForStatus(500));

    /// <summary>The counts come after the end of the message.</summary>
    public void Close()
    {
        if (!reply.Script.OmitDone) send("metadata", Verbatim.Of($$"""
            "metrics":{"latencyMs":1}{{ConverseJson.Usage(reply)}}
            """));
    }

    private void SendDelta(Verbatim delta) => send("contentBlockDelta", Verbatim.Of($"\"contentBlockIndex\":{_index},\"delta\":{delta}"));

    private void Turn(DeltaKind? next)
    {
        if (_open == DeltaKind.Reasoning) SendDelta(Verbatim.Of($$$"""{"reasoningContent":{"signature":{{{ConverseJson.Signature}}}}}"""));
        if (_open is not null) send("contentBlockStop", Verbatim.Of($"\"contentBlockIndex\":{_index}"));
        _open = next;
        _index++;
    }
}
