using Sluice.Simulator.Answers;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.OpenAi.Realtime;

/// <summary>The events of one realtime response: as text, or as sound with its transcript; every text comes once more in its <c>done</c>.</summary>
internal sealed class RealtimeStream(Frames frames, Reply reply, RealtimeNames names) : IReplyStream
{
    /// <summary>A hundred samples of silence, 16 bits each.</summary>
    private static readonly string Silence = Convert.ToBase64String(new byte[200]);

    private readonly bool _speaks = reply.Request.Format is "audio";
    private readonly List<Verbatim> _items = [];
    private int _index = -1;
    private int _tool;
    private DeltaKind? _open;

    public void Open() => Send("response.created", $"\"response\":{RealtimeJson.Response(reply, "in_progress", [])}");

    public void Write(ReplyChoice choice, Delta delta)
    {
        var text = Spoken.Of(delta, reply);
        switch (delta.Kind)
        {
            case DeltaKind.ToolHead:
                CloseItem("completed");
                _tool = delta.Tool;
                OpenItem(DeltaKind.ToolArguments);
                break;
            case DeltaKind.ToolArguments:
                Send("response.function_call_arguments.delta", $"{Place()},\"call_id\":{choice.ToolCalls[_tool].Id},\"delta\":{text}");
                break;
            case DeltaKind.Finish:
                CloseItem(Status is "completed" ? "completed" : "incomplete");
                break;
            default:
                if (_open is null) OpenItem(DeltaKind.Content);
                Send((_speaks ? names.Transcript : names.Text) + ".delta", $"{Place()},\"content_index\":0,\"delta\":{text}");
                if (_speaks) Send(names.Audio + ".delta", $"{Place()},\"content_index\":0,\"delta\":{Silence}");
                break;
        }
    }

    /// <summary>The response fails; the session goes on.</summary>
    public void Fail(byte[]? body)
    {
        if (body is not null) frames.Literal("", body);
        else Send("error", $"\"error\":{Verbatim.Raw("""{"type":"server_error","code":null,"message":"The server had an error while processing your request.","param":null}""")}");
        Send("response.done", $"\"response\":{RealtimeJson.Response(reply, "failed", _items)}");
    }

    /// <summary>The client wants no more of it.</summary>
    public void Cancel() => Send("response.done", $"\"response\":{RealtimeJson.Response(reply, "cancelled", _items)}");

    public void Close()
    {
        if (!reply.Script.OmitDone) Send("response.done", $"\"response\":{RealtimeJson.Response(reply, Status, _items)}");
    }

    private string Status => reply.Only.Finish switch
    {
        "length" or "content_filter" or "max_output_tokens" => "incomplete",
        "failed" => "failed",
        _ => "completed",
    };

    private void OpenItem(DeltaKind kind)
    {
        _open = kind;
        _index++;
        var item = kind == DeltaKind.ToolArguments
            ? RealtimeJson.Call(reply, _tool, _index, "in_progress", Spoken.Of("", reply))
            : RealtimeJson.Message(reply, "in_progress");
        Send("response.output_item.added", $"\"response_id\":{reply.Id},\"output_index\":{_index},\"item\":{item}");
        Send(names.ItemAdded, $"\"previous_item_id\":null,\"item\":{item}");
        if (kind == DeltaKind.Content) Send("response.content_part.added", $"{Place()},\"content_index\":0,\"part\":{Part("", isEvent: true)}");
    }

    private void CloseItem(string status)
    {
        if (_open is null) return;
        Verbatim item;
        if (_open == DeltaKind.ToolArguments)
        {
            var call = reply.Only.ToolCalls[_tool];
            var arguments = Spoken.Of(call.Arguments, reply);
            Send("response.function_call_arguments.done", $"{Place()},\"call_id\":{call.Id},\"name\":{call.Name},\"arguments\":{arguments}");
            item = RealtimeJson.Call(reply, _tool, _index, "completed", arguments);
        }
        else
        {
            CloseContent();
            item = RealtimeJson.Message(reply, status, Part(reply.Only.Content, isEvent: false));
        }

        Send("response.output_item.done", $"\"response_id\":{reply.Id},\"output_index\":{_index},\"item\":{item}");
        if (names.TellsOfWholeItems) Send("conversation.item.done", $"\"previous_item_id\":null,\"item\":{item}");
        _items.Add(item);
        _open = null;
    }

    private void CloseContent()
    {
        var text = Spoken.Of(reply.Only.Content, reply);
        if (_speaks)
        {
            Send(names.Audio + ".done", $"{Place()},\"content_index\":0");
            Send(names.Transcript + ".done", $"{Place()},\"content_index\":0,\"transcript\":{text}");
        }
        else
        {
            Send(names.Text + ".done", $"{Place()},\"content_index\":0,\"text\":{text}");
        }

        Send("response.content_part.done", $"{Place()},\"content_index\":0,\"part\":{Part(reply.Only.Content, isEvent: true)}");
    }

    /// <summary>A part in an event has the plain type; in an item it has the one that says which side spoke.</summary>
    private Verbatim Part(string? text, bool isEvent)
    {
        var said = Spoken.Of(text, reply);
        return _speaks
            ? Verbatim.Of($$"""{"type":{{(isEvent ? "audio" : names.AudioPart)}},"transcript":{{said}}}""")
            : Verbatim.Of($$"""{"type":{{(isEvent ? "text" : names.TextPart)}},"text":{{said}}}""");
    }

    private Verbatim Place() => Verbatim.Of(
        $"\"response_id\":{reply.Id},\"item_id\":{RealtimeJson.ItemId(reply, _index)},\"output_index\":{_index}");

    private void Send(string type, JsonTemplate members) => RealtimeJson.Event(frames, type, Verbatim.Of(members));
}
