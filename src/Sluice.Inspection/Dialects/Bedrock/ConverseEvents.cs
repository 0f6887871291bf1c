using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// The grammar of a conversation's stream (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html): a message begins, its content blocks grow by
/// deltas and stop, the message stops, metadata follow. Lanes go by the block's index. The event that stops a block has no room for text.
/// </summary>
/// <param name="wrapped">Each event is an object whose one member has the event's name (Nova's invocations) instead of a frame that names it.</param>
internal sealed class ConverseEvents(bool wrapped) : IEventGrammar
{
    private static readonly KnownTypes Types = new(
        UnknownKind.Event, "messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata", "error");

    private readonly List<int> _open = [];
    private EventKind _kind;
    private int _index;
    private TokenUsage _usage;
    private bool _begun;
    private bool _closing;
    private bool _over;

    private enum EventKind : byte
    {
        Other,
        MessageStart,
        Block,
        BlockStop,
        MessageStop,
        Metadata,
        Exception,
    }

    public bool TailsWait => true;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        _kind = KindOf(name);
        _index = 0;
        SlotMark mark = walker.Mark();
        if (wrapped && _kind == EventKind.Other)
            Unwrap(ref walker, exchange);
        else
            Event(ref walker, exchange);
        if (_kind == EventKind.Other && !wrapped)
            Types.Check(walker, mark, name);
        walker.SetLaneChoice(mark, _index);
        _usage = exchange.Usage;
        if (_kind == EventKind.BlockStop)
            walker.AddEnd(new ChoiceEnd(_index, DeltaStart: -1, DeltaEmpty: false));
        if (_kind is not (EventKind.MessageStop or EventKind.Exception))
            return;
        foreach (int index in _open)
            walker.AddEnd(new ChoiceEnd(index, DeltaStart: -1, DeltaEmpty: false)); // No client reads on behind these.
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        if (_kind == EventKind.Block && !_open.Contains(_index))
            _open.Add(_index);
        else if (_kind == EventKind.BlockStop)
            _open.Remove(_index);
        _begun |= _kind == EventKind.MessageStart;
        _closing |= _kind == EventKind.MessageStop;
        _over |= _kind is EventKind.Metadata or EventKind.Exception;
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        using PooledBuffer<byte> delta = new(256);
        delta.Write("{\"delta\":{"u8);
        delta.Write(lane.Field switch
        {
            ConverseFields.Input => "\"toolUse\":{\"input\":\""u8,
            ConverseFields.Reasoning => "\"reasoningContent\":{\"text\":\""u8,
            ConverseFields.ToolResult => "\"toolResult\":[{\"text\":\""u8,
            _ => "\"text\":\""u8,
        });
        JsonStrings.Encode(text, delta);
        delta.Write(lane.Field switch
        {
            ConverseFields.Input or ConverseFields.Reasoning => "\"}"u8,
            ConverseFields.ToolResult => "\"}]"u8,
            _ => "\""u8,
        });
        delta.Write(Ascii($"}},\"contentBlockIndex\":{lane.Choice}}}"));
        Write("contentBlockDelta"u8, delta.Span, events);
    }

    public void WriteBlocked(IEventWriter events)
    {
        if (_over)
            return;
        if (!_begun)
            Write("messageStart"u8, "{\"role\":\"assistant\"}"u8, events);
        foreach (int index in _open)
            Write("contentBlockStop"u8, Ascii($"{{\"contentBlockIndex\":{index}}}"), events);
        if (!_closing)
            Write("messageStop"u8, "{\"stopReason\":\"guardrail_intervened\"}"u8, events);
        Write(
            "metadata"u8,
            Ascii($"{{\"usage\":{{\"inputTokens\":{_usage.Input},\"outputTokens\":{_usage.Output},\"totalTokens\":{_usage.Input + _usage.Output}}},\"metrics\":{{\"latencyMs\":0}}}}"),
            events);
    }

    public void WriteError(Refusal refusal, IEventWriter events) => BedrockErrors.Write(refusal, events);

    private static EventKind KindOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("contentBlockDelta"u8) || name.SequenceEqual("contentBlockStart"u8))
            return EventKind.Block;
        if (name.SequenceEqual("contentBlockStop"u8))
            return EventKind.BlockStop;
        if (name.SequenceEqual("messageStart"u8))
            return EventKind.MessageStart;
        if (name.SequenceEqual("messageStop"u8))
            return EventKind.MessageStop;
        if (name.SequenceEqual("metadata"u8))
            return EventKind.Metadata;
        return name.EndsWith("Exception"u8) || name.SequenceEqual("error"u8) ? EventKind.Exception : EventKind.Other;
    }

    private void Unwrap(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            EventKind kind = KindOf(walker.RawString);
            if (kind != EventKind.Other)
            {
                _kind = kind;
                walker.Value();
                Event(ref walker, exchange);
            }
            else if (walker.NameIs("amazon-bedrock-invocationMetrics"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
            }
            else
            {
                SlotMark mark = walker.Mark();
                ReadOnlySpan<byte> name = walker.RawString;
                walker.Property(ContentScope.Assistant);
                Types.Check(walker, mark, name);
            }
        }
    }

    private void Event(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("contentBlockIndex"u8))
            {
                walker.Value();
                _index = walker.Int32Or(0);
                walker.Protocol(ContentScope.Assistant);
            }
            else if (walker.NameIs("delta"u8))
            {
                walker.Value();
                ConverseContent.Block(ref walker, ContentScope.Assistant, ConverseFields.Text);
            }
            else if (walker.NameIs("start"u8))
            {
                walker.Value();
                ConverseContent.Block(ref walker, ContentScope.Assistant);
            }
            else if (walker.NameIs("usage"u8))
            {
                walker.Value();
                ConverseAnswer.Usage(ref walker, exchange);
            }
            else if (walker.NameIs("metrics"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, IEventWriter events)
    {
        if (!wrapped)
        {
            events.Write(name, payload);
            return;
        }

        using PooledBuffer<byte> whole = new(payload.Length + 64);
        whole.Write("{\""u8);
        whole.Write(name);
        whole.Write("\":"u8);
        whole.Write(payload);
        whole.Write("}"u8);
        events.Write(default, whole.Span);
    }

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
