using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>
/// The grammar of a response's stream: typed events that open items and their parts, give their texts in deltas, repeat each whole when it is done, and the whole
/// response at the end. An event whose text is held waits for the one behind it, as <c>.done</c> has no place for a last piece.
/// </summary>
internal sealed class ResponseEvents : IEventGrammar
{
    private static readonly LaneKey Provisional = new(-1, ResponseFields.Unknown, -1);
    private static readonly LaneKey StandardOutput = Provisional with { Field = ResponseFields.StandardOutput };
    private static readonly LaneKey StandardError = Provisional with { Field = ResponseFields.StandardError };
    private static readonly LaneKey Final = new(-1, ResponseFields.Final, 0);

    private readonly SignedItems _signed = new();
    private readonly List<int> _outputs = [];
    private readonly ResponseProgress _progress = new();
    private bool _probable;

    // The event at hand.
    private EventHead _head;

    public bool TailsWait => true;

    /// <summary>What is told of an item (an annotation between a text's last delta and its end) may; <c>keepalive</c> may not.</summary>
    public bool MayWait => _head.OfItem;

    public bool IsEnd(ReadOnlySpan<byte> payload) => payload.SequenceEqual("[DONE]"u8);

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        ReadOnlySpan<byte> type = ProtocolWord.Plain(walker.Peek("type"u8));
        if (type.IsEmpty)
            type = name;
        _head = EventHead.Of(type);
        if (_head.AsksForOutput)
            _head.Output = walker.PeekInt32("output_index"u8, 0);
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        SlotMark mark = walker.Mark();
        while (walker.NextProperty())
            Member(ref walker, exchange);
        if (_head.Text?.Scope == ContentScope.ToolCall)
            walker.SetPart(mark.Texts, SlotPart.ToolArguments);
        LaneKey lane = _head.Lane;
        walker.SetLane(mark, Provisional, lane);
        if (_head.IsShell)
        {
            walker.SetLane(mark, StandardOutput, _head.ShellLane(ResponseFields.StandardOutput));
            walker.SetLane(mark, StandardError, _head.ShellLane(ResponseFields.StandardError));
        }

        if (_head.HasDelta && !_outputs.Contains(lane.Choice))
            _outputs.Add(lane.Choice);
        AddEnds(ref walker, lane);
        ResponseEventTypes.All.Check(walker, mark, type);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found) => _progress.Left(_head, payload);

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) => _progress.WriteText(lane, text, logprobs, events);

    public void WriteBlocked(IEventWriter events) => _progress.WriteBlocked(events);

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        using (Utf8JsonWriter json = new(payload))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "error"u8);
            json.WriteString("code"u8, refusal.Code);
            json.WriteString("message"u8, refusal.Message);
            json.WriteString("param"u8, refusal.Param);
            json.WriteNumber("sequence_number"u8, _progress.Next());
            json.WriteEndObject();
        }

        events.Write("error"u8, payload.Span);
    }

    private void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("delta"u8))
        {
            walker.Value();
            Delta(ref walker);
        }
        else if (walker.NameIs("logprobs"u8))
        {
            walker.Value();
            int before = walker.LogprobCount;
            ResponseParts.Probabilities(ref walker, _head.IsDone ? Final : Provisional, ContentScope.Assistant, mentionNone: _probable && !_head.IsDone);
            _probable |= walker.LogprobCount > before;
        }
        else if (_head is { IsDone: true, Text: { } text } && walker.NameIs(text.FinalBytes))
        {
            walker.Value();
            walker.Text(text.Scope, text.Kind == SlotKind.String ? Final : LaneKey.None, text.Kind, IsSigned(text.Scope));
        }
        else if (walker.NameIs("part"u8))
        {
            walker.Value();
            ContentScope scope = PartScope(ProtocolWord.Plain(walker.Peek("type"u8)));
            ResponseParts.Part(ref walker, scope, Final, IsSigned(scope));
        }
        else if (walker.NameIs("item"u8))
        {
            walker.Value();
            Item(ref walker, exchange);
        }
        else if (walker.NameIs("response"u8))
        {
            walker.Value();
            ResponseBody.Visit(ref walker, exchange, _signed);
        }
        else if (walker.NameIs("output_index"u8))
        {
            walker.Value();
            _head.Output = walker.Int32Or(0);
            _head.OfItem = true;
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("content_index"u8) || walker.NameIs("summary_index"u8) || walker.NameIs("command_index"u8))
        {
            walker.Value();
            _head.Index = walker.Int32Or(0);
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("sequence_number"u8))
        {
            walker.Value();
            _head.Sequence = walker.Int64Or(-1);
            walker.Protocol(ContentScope.Assistant);
        }
        else
        {
            walker.Property(walker.NameIs("partial_image_b64"u8) ? ContentScope.Document : ContentScope.Assistant);
        }
    }

    private void Delta(ref JsonWalker walker)
    {
        if (_head.IsSound)
        {
            walker.Text(ContentScope.Document);
            return;
        }

        _head.HasDelta = true;
        ContentScope scope = _head.Text?.Scope ?? ContentScope.Assistant;
        bool signed = IsSigned(scope);
        if (scope == ContentScope.Reasoning)
            _signed.Begin(_head.Output, signed);
        if (walker.Token == JsonTokenType.String)
            walker.Text(scope, Provisional, _head.Text?.Kind ?? SlotKind.String, signed);
        else if (_head.IsShell && walker.EnterObject())
            Outputs(ref walker);
        else
            walker.Leaves(scope, Provisional);
    }

    private static void Outputs(ref JsonWalker walker)
    {
        while (walker.NextProperty())
        {
            LaneKey lane = walker.NameIs("stdout"u8) ? StandardOutput : walker.NameIs("stderr"u8) ? StandardError : LaneKey.None;
            if (lane.IsNone)
            {
                walker.Property(ContentScope.ToolResult);
                continue;
            }

            walker.Value();
            walker.Text(ContentScope.ToolResult, lane);
        }
    }

    private static ContentScope PartScope(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("reasoning_text"u8) || type.SequenceEqual("summary_text"u8) ? ContentScope.Reasoning : ContentScope.Assistant;

    private bool IsSigned(ContentScope scope) => scope == ContentScope.Reasoning && _signed.Of(_head.Output) == true;

    private void Item(ref JsonWalker walker, Exchange exchange)
    {
        if (ProtocolWord.Plain(walker.Peek("type"u8)).SequenceEqual("reasoning"u8))
            _signed.Begin(_head.Output, ResponseItems.IsSigned(ref walker));
        ResponseItems.Item(ref walker, ContentScope.Assistant, _head.Output, exchange, _signed.Of(_head.Output));
    }

    private void AddEnds(ref JsonWalker walker, LaneKey lane)
    {
        if (_head.Kind == EventKind.ItemDone)
        {
            _outputs.Remove(lane.Choice);
            walker.AddEnd(new ChoiceEnd(lane.Choice, -1, false));
        }
        else if (_head is { IsDone: true, IsShell: true })
        {
            walker.AddEnd(new ChoiceEnd(lane.Choice, -1, false, _head.ShellLane(ResponseFields.StandardOutput)));
            walker.AddEnd(new ChoiceEnd(lane.Choice, -1, false, _head.ShellLane(ResponseFields.StandardError)));
        }
        else if (_head.IsDone)
        {
            walker.AddEnd(new ChoiceEnd(lane.Choice, -1, false, lane));
        }

        if (_head.Kind != EventKind.End)
            return;
        foreach (int output in _outputs)
            walker.AddEnd(new ChoiceEnd(output, -1, false));
        _outputs.Clear();
    }
}
