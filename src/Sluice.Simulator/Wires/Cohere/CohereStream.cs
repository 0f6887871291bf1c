using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Cohere;

/// <summary>The events of a streamed answer.</summary>
internal sealed class CohereStream(EventOutput output, Reply reply) : IReplyStream
{
    private readonly Frames _frames = new(new SseFraming(reply.Script), output, reply.Script.Extra.Top);
    private int _index = -1;
    private DeltaKind? _open;

    public void Open() => _frames.Event("message-start",
        $$$"""
        {"id":{{{reply.Id}}},"type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],
        "citations":[]{{{new Verbatim(reply.Script.Extra.Message)}}}
        }}
        }
        """);

    public void Write(ReplyChoice choice, Delta delta)
    {
        var text = Spoken.Of(delta, reply);
        switch (delta.Kind)
        {
            case DeltaKind.Reasoning when CohereChat.Plans(choice):
                Message("tool-plan-delta", null, Verbatim.Of($"\"tool_plan\":{text}"));
                break;
            case DeltaKind.Reasoning:
                WriteContent(delta.Kind, "thinking", text);
                break;
            case DeltaKind.ToolHead:
                Close(null);
                _open = DeltaKind.ToolArguments;
                _index = delta.Tool;
                Message("tool-call-start", _index, Verbatim.Of($"\"tool_calls\":{CohereChat.Call(choice.ToolCalls[delta.Tool], Spoken.Of("", reply))}"));
                break;
            case DeltaKind.ToolArguments:
                Message("tool-call-delta", _index, Verbatim.Of($$$"""
                    "tool_calls":{"function":{"arguments":{{{text}}}}}
                    """));
                break;
            case DeltaKind.Finish:
                Close(null);
                break;
            default:
                WriteContent(delta.Kind, "text", text);
                break;
        }
    }

    public void Fail(byte[]? body)
    {
        if (body is not null) _frames.Literal("message-end", body);
        else _frames.Event("message-end", $$$"""{"type":"message-end","delta":{"error":{{{CohereErrors.Message(500)}}},"finish_reason":"ERROR"}}""");
    }

    public void Close()
    {
        if (CohereCitation.Of(reply) is { } citation)
        {
            Message("citation-start", 0, Verbatim.Of($"\"citations\":{citation}"));
            _frames.Event("citation-end", $$"""{"type":"citation-end","index":0}""");
        }

        if (reply.Script.OmitDone) return;
        _frames.Event("message-end",
            $$$"""{"type":"message-end","delta":{"finish_reason":{{{CohereChat.FinishReason(reply.Only)}}}{{{CohereChat.Usage(reply)}}}}}""");
    }

    private void WriteContent(DeltaKind kind, string type, Spoken text)
    {
        if (_open != kind)
        {
            Close(kind);
            _index++;
            Message("content-start", _index, Verbatim.Of($$$"""
                "content":{"type":{{{type}}},{{{type}}}:""}
                """));
        }

        Message("content-delta", _index, Verbatim.Of($$$"""
            "content":{{{{type}}}:{{{text}}}}
            """));
    }

    /// <summary>Ends what is open.</summary>
    private void Close(DeltaKind? next)
    {
        string name = _open == DeltaKind.ToolArguments ? "tool-call-end" : "content-end";
        if (_open is not null) _frames.Event(name, $$"""{"type":{{name}},"index":{{_index}}}""");
        _open = next;
    }

    private void Message(string type, int? index, Verbatim member)
    {
        var at = index is { } i ? Verbatim.Of($$""","index":{{i}}""") : Verbatim.Nothing;
        _frames.Event(type,
            $$$"""
            {"type":{{{type}}}{{{at}}},"delta":{"message":{{{{member}}}}
            }}
            """);
    }
}
