using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Responses;

/// <summary>The events of a streamed response: items in turn, and in each the parts in turn; every delta's text comes once more in its <c>done</c>.</summary>
internal sealed class ResponseStream(EventOutput output, Reply reply) : IReplyStream
{
    private readonly Frames _frames = new(new SseFraming(reply.Script), output, []);
    private readonly ReplyChoice _choice = reply.Only;
    private int _sequence;
    private int _index = -1;
    private int _part = -1;
    private DeltaKind? _open;
    private int _tool;

    public void Open()
    {
        Whole("response.created", ResponseJson.Begun(reply));
        Whole("response.in_progress", ResponseJson.Begun(reply));
    }

    public void Write(ReplyChoice choice, Delta delta)
    {
        if (delta.Kind is DeltaKind.ToolHead or DeltaKind.Finish || delta.Kind != _open) Turn(delta);
        var text = Spoken.Of(delta, reply);
        switch (delta.Kind)
        {
            case DeltaKind.Reasoning:
                Event("response.reasoning_summary_text.delta", Verbatim.Of($$""","summary_index":0,"delta":{{text}}"""));
                break;
            case DeltaKind.Content:
                Event("response.output_text.delta", Verbatim.Of($$""","content_index":{{_part}},"delta":{{text}},"logprobs":[]"""));
                break;
            case DeltaKind.Refusal:
                Event("response.refusal.delta", Verbatim.Of($$""","content_index":{{_part}},"delta":{{text}}"""));
                break;
            case DeltaKind.ToolArguments:
                Event("response.function_call_arguments.delta", Verbatim.Of($$""","delta":{{text}}"""));
                break;
            default:
                break;
        }
    }

    public void Fail(byte[]? body)
    {
        if (body is not null) _frames.Literal("error", body);
        else _frames.Event("error",
            $$"""
            {"type":"error","code":"server_error","message":"The server had an error while processing your request.","param":null,
            "sequence_number":{{_sequence++}}}
            """);
    }

    public void Close()
    {
        if (!reply.Script.OmitDone) Whole("response." + ResponseJson.Status(reply), ResponseJson.Finished(reply));
    }

    /// <summary>Closes what is open and opens what the step belongs to.</summary>
    private void Turn(Delta next)
    {
        bool staysInMessage = _open == DeltaKind.Content && next.Kind == DeltaKind.Refusal;
        ClosePart();
        if (!staysInMessage) CloseItem();
        _open = next.Kind switch { DeltaKind.ToolHead => DeltaKind.ToolArguments, DeltaKind.Finish => null, var kind => kind };
        if (_open is null) return;
        _tool = next.Tool;
        if (!staysInMessage)
        {
            _index++;
            _part = -1;
            OpenItem();
        }

        OpenPart();
    }

    private void OpenItem() => Item("response.output_item.added", _open switch
    {
        DeltaKind.Reasoning => ResponseJson.Reasoning(reply, Verbatim.Nothing),
        DeltaKind.ToolArguments => ResponseJson.Call(reply, _tool, "in_progress", Say("")),
        _ => ResponseJson.Message(reply, "in_progress"),
    });

    private void CloseItem()
    {
        if (_open is null) return;
        string status = ResponseJson.Status(reply) is "completed" ? "completed" : "incomplete";
        Item("response.output_item.done", _open switch
        {
            DeltaKind.Reasoning => ResponseJson.Reasoning(reply, ResponseJson.SummaryPart(Say(_choice.Reasoning))),
            DeltaKind.ToolArguments => ResponseJson.Call(reply, _tool, "completed", Say(_choice.ToolCalls[_tool].Arguments)),
            DeltaKind.Refusal when _choice.Content is { Length: > 0 } => ResponseJson.Message(reply, status, Text(), Refusal()),
            DeltaKind.Refusal => ResponseJson.Message(reply, status, Refusal()),
            _ => ResponseJson.Message(reply, status, Text()),
        });
    }

    private void OpenPart()
    {
        if (_open == DeltaKind.ToolArguments) return;
        _part++;
        if (_open == DeltaKind.Reasoning)
            Part("response.reasoning_summary_part.added", "summary_index", ResponseJson.SummaryPart(Say("")));
        else
            Part("response.content_part.added", "content_index", _open == DeltaKind.Refusal ? ResponseJson.RefusalPart(Say("")) : ResponseJson.TextPart(Say("")));
    }

    private void ClosePart()
    {
        switch (_open)
        {
            case DeltaKind.Reasoning:
                Event("response.reasoning_summary_text.done", Verbatim.Of($$""","summary_index":0,"text":{{Say(_choice.Reasoning)}}"""));
                Part("response.reasoning_summary_part.done", "summary_index", ResponseJson.SummaryPart(Say(_choice.Reasoning)));
                break;
            case DeltaKind.Content:
                Event("response.output_text.done", Verbatim.Of($$""","content_index":{{_part}},"text":{{Say(_choice.Content)}},"logprobs":[]"""));
                Part("response.content_part.done", "content_index", Text());
                break;
            case DeltaKind.Refusal:
                Event("response.refusal.done", Verbatim.Of($$""","content_index":{{_part}},"refusal":{{Say(_choice.Refusal)}}"""));
                Part("response.content_part.done", "content_index", Refusal());
                break;
            case DeltaKind.ToolArguments:
                var call = _choice.ToolCalls[_tool];
                Event("response.function_call_arguments.done", Verbatim.Of($$""","name":{{call.Name}},"arguments":{{Say(call.Arguments)}}"""));
                break;
            default:
                break;
        }
    }

    private Spoken Say(string? text) => Spoken.Of(text, reply);

    private Verbatim Text() => ResponseJson.TextPart(Say(_choice.Content));

    private Verbatim Refusal() => ResponseJson.RefusalPart(Say(_choice.Refusal));

    private void Whole(string type, Verbatim response) =>
        _frames.Event(type, $$"""{"type":{{type}},"sequence_number":{{_sequence++}},"response":{{response}}}""");

    private void Item(string type, Verbatim item) =>
        _frames.Event(type, $$"""{"type":{{type}},"sequence_number":{{_sequence++}},"output_index":{{_index}},"item":{{item}}}""");

    private void Part(string type, string indexName, Verbatim part) => Event(type, Verbatim.Of($$""",{{indexName}}:{{_part}},"part":{{part}}"""));

    private void Event(string type, Verbatim rest) => _frames.Event(type,
        $$"""{"type":{{type}},"sequence_number":{{_sequence++}},"item_id":{{ItemId()}},"output_index":{{_index}}{{rest}}}""");

    private string ItemId() => _open switch
    {
        DeltaKind.Reasoning => ResponseJson.ItemId("rs", reply, 0),
        DeltaKind.ToolArguments => ResponseJson.ItemId("fc", reply, _tool),
        _ => ResponseJson.ItemId("msg", reply, 0),
    };
}
