using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary>The events of a streamed message: one content block after the other, each opened and closed.</summary>
internal sealed class MessageStream(Frames frames, Reply reply) : IReplyStream
{
    /// <summary>What a thinking block is signed with; a client sends it back as it is.</summary>
    public const string Signature = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds-simulated-signature";

    private int _index = -1;
    private DeltaKind? _open;

    /// <summary>Members of the last event, with a comma before.</summary>
    public Verbatim AtStop { get; init; }

    /// <summary>How the stream fails where that is not an event of its own.</summary>
    public Action<byte[]?>? OnFail { get; init; }

    public void Open()
    {
        long prompt = reply.Usage?.Prompt ?? 0;
        frames.Event("message_start",
            $$$"""
            {"type":"message_start","message":{"id":{{{reply.Id}}},"type":"message","role":"assistant","model":{{{reply.Model}}},"content":[],
            "stop_reason":null,"stop_sequence":null,
            "usage":{"input_tokens":{{{prompt}}},"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}
            {{{new Verbatim(reply.Script.Extra.Message)}}}}}
            """);
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        switch (delta.Kind)
        {
            case DeltaKind.ToolHead:
                OpenTool(choice.ToolCalls[delta.Tool]);
                break;
            case DeltaKind.ToolArguments:
                WriteDelta("input_json_delta", "partial_json", delta);
                break;
            case DeltaKind.Reasoning:
                OpenBlock(DeltaKind.Reasoning, """{"type":"thinking","thinking":"","signature":""}""");
                WriteDelta("thinking_delta", "thinking", delta);
                break;
            case DeltaKind.Finish:
                Finish(choice);
                break;
            default:
                OpenBlock(delta.Kind, """{"type":"text","text":""}""");
                WriteDelta("text_delta", "text", delta);
                break;
        }
    }

    public void Fail(byte[]? body)
    {
        if (OnFail is not null) OnFail(body);
        else frames.Literal("error", body ?? AnthropicErrors.Shape.ForStatus(529));
    }

    public void Close()
    {
        if (!reply.Script.OmitDone) frames.Event("message_stop", $$"""{"type":"message_stop"{{AtStop}}}""");
    }

    private void OpenTool(ScriptToolCall call)
    {
        CloseBlock();
        Start(DeltaKind.ToolArguments, Verbatim.Of($$$"""{"type":"tool_use","id":{{{call.Id}}},"name":{{{call.Name}}},"input":{}}"""));
    }

    private void OpenBlock(DeltaKind kind, string empty)
    {
        if (_open == kind) return;
        CloseBlock();
        Start(kind, Verbatim.Raw(empty));
    }

    private void Start(DeltaKind kind, Verbatim block)
    {
        _open = kind;
        _index++;
        frames.Event("content_block_start", $$"""{"type":"content_block_start","index":{{_index}},"content_block":{{block}}}""");
        if (_index == 0) frames.Event("ping", $$"""{"type":"ping"}""");
    }

    private void WriteDelta(string type, string field, Delta delta) => frames.Event("content_block_delta",
        $$$"""{"type":"content_block_delta","index":{{{_index}}},"delta":{"type":{{{type}}},{{{field}}}:{{{Spoken.Of(delta, reply)}}}}}""");

    private void CloseBlock()
    {
        if (_open is null) return;
        if (_open == DeltaKind.Reasoning)
        {
            frames.Event("content_block_delta",
                $$$"""{"type":"content_block_delta","index":{{{_index}}},"delta":{"type":"signature_delta","signature":{{{Signature}}}}}""");
        }

        frames.Event("content_block_stop", $$"""{"type":"content_block_stop","index":{{_index}}}""");
        _open = null;
    }

    private void Finish(ReplyChoice choice)
    {
        CloseBlock();
        var usage = reply.Usage is { } counts ? Verbatim.Of($$$""","usage":{"output_tokens":{{{counts.Completion}}}}""") : Verbatim.Nothing;
        frames.Event("message_delta",
            $$$"""{"type":"message_delta","delta":{"stop_reason":{{{Messages.StopReason(choice)}}},"stop_sequence":null}{{{usage}}}}""");
    }
}
