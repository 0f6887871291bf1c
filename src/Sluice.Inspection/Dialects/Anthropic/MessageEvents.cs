using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>
/// The grammar of a message's stream (platform.claude.com/docs/en/build-with-claude/streaming): a message begins, its content blocks begin, grow by deltas and stop, then
/// it ends. Lanes go by the block's index. The event that stops a block has no room for text.
/// </summary>
internal sealed class MessageEvents : IEventGrammar
{
    private static readonly KnownTypes Types = new(
        UnknownKind.Event, "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop", "ping", "error");

    private readonly List<int> _open = [];
    private EventKind _kind;
    private int _index;
    private long _outputTokens;
    private bool _begun;
    private bool _closing;
    private bool _over;

    private enum EventKind : byte
    {
        Other,
        MessageStart,
        BlockStart,
        BlockDelta,
        Signature,
        BlockStop,
        MessageDelta,
        MessageStop,
        Error,
    }

    public bool TailsWait => true;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        ReadOnlySpan<byte> type = walker.Peek("type"u8);
        if (type.IsEmpty)
            type = name;
        _kind = KindOf(type);
        _index = 0;
        SlotMark mark = walker.Mark();
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange);
        walker.SetLaneChoice(mark, _index);
        _outputTokens = exchange.Usage.Output;
        AddEnds(ref walker);
        Types.Check(walker, mark, type);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        if (_kind is EventKind.BlockStart or EventKind.BlockDelta or EventKind.Signature && !_open.Contains(_index))
            _open.Add(_index);
        else if (_kind == EventKind.BlockStop)
            _open.Remove(_index);
        _begun |= _kind == EventKind.MessageStart;
        _closing |= _kind == EventKind.MessageDelta;
        _over |= _kind is EventKind.MessageStop or EventKind.Error;
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        using PooledBuffer<byte> delta = new(256);
        delta.Write(Ascii($"{{\"type\":\"content_block_delta\",\"index\":{lane.Choice},\"delta\":{{\"type\":"));
        delta.Write(lane.Field switch
        {
            MessageFields.Input => "\"input_json_delta\",\"partial_json\":\""u8,
            MessageFields.Thinking => "\"thinking_delta\",\"thinking\":\""u8,
            MessageFields.Content => "\"compaction_delta\",\"content\":\""u8,
            _ => "\"text_delta\",\"text\":\""u8,
        });
        JsonStrings.Encode(text, delta);
        delta.Write("\"}}"u8);
        events.Write("content_block_delta"u8, delta.Span);
    }

    public void WriteBlocked(IEventWriter events)
    {
        if (_over)
            return;
        if (!_begun)
        {
            events.Write(
                "message_start"u8,
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_sluice\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}}"u8);
        }

        foreach (int index in _open)
            events.Write("content_block_stop"u8, Ascii($"{{\"type\":\"content_block_stop\",\"index\":{index}}}"));
        if (!_closing)
            events.Write("message_delta"u8, Ascii($"{{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"refusal\",\"stop_sequence\":null}},\"usage\":{{\"output_tokens\":{_outputTokens}}}}}"));
        events.Write("message_stop"u8, "{\"type\":\"message_stop\"}"u8);
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(512);
        AnthropicErrors.Write(refusal, error);
        events.Write("error"u8, error.Span);
    }

    private static EventKind KindOf(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("content_block_delta"u8))
            return EventKind.BlockDelta;
        if (type.SequenceEqual("content_block_start"u8))
            return EventKind.BlockStart;
        if (type.SequenceEqual("content_block_stop"u8))
            return EventKind.BlockStop;
        if (type.SequenceEqual("message_start"u8))
            return EventKind.MessageStart;
        if (type.SequenceEqual("message_delta"u8))
            return EventKind.MessageDelta;
        if (type.SequenceEqual("message_stop"u8))
            return EventKind.MessageStop;
        return type.SequenceEqual("error"u8) ? EventKind.Error : EventKind.Other;
    }

    private void Member(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.NameIs("index"u8))
        {
            walker.Value();
            _index = walker.Int32Or(0);
            walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.NameIs("content_block"u8))
        {
            walker.Value();
            MessageContent.Block(ref walker, ContentScope.Assistant, lanes: true);
        }
        else if (walker.NameIs("delta"u8) && _kind != EventKind.MessageDelta)
        {
            walker.Value();
            if (walker.Peek("type"u8).SequenceEqual("signature_delta"u8))
                _kind = EventKind.Signature;
            MessageContent.Block(ref walker, ContentScope.Assistant, lanes: true);
        }
        else if (walker.NameIs("message"u8))
        {
            walker.Value();
            MessageAnswer.Visit(ref walker, exchange);
        }
        else if (walker.NameIs("usage"u8))
        {
            walker.Value();
            MessageAnswer.Usage(ref walker, exchange);
        }
        else if (walker.NameIs("amazon-bedrock-invocationMetrics"u8))
        {
            walker.ProtocolProperty(ContentScope.Assistant);
        }
        else
        {
            walker.Property(ContentScope.Assistant);
        }
    }

    /// <summary>A signature stands behind the thinking that it signs; behind an error or the message's end no client reads on.</summary>
    private void AddEnds(ref JsonWalker walker)
    {
        if (_kind is EventKind.BlockStop or EventKind.Signature)
            walker.AddEnd(new ChoiceEnd(_index, DeltaStart: -1, DeltaEmpty: false));
        if (_kind is not (EventKind.MessageStop or EventKind.Error))
            return;
        foreach (int index in _open)
            walker.AddEnd(new ChoiceEnd(index, DeltaStart: -1, DeltaEmpty: false));
    }

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));
}
