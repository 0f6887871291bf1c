using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>The grammar of a completion's stream: chunks with deltas per choice, a finish reason each, then <c>[DONE]</c>.</summary>
/// <param name="writeError">Writes an error's body; null for OpenAI's own shape.</param>
/// <param name="legacy">Choices have a text instead of a delta.</param>
/// <param name="named">Every piece of a call has a name, which is empty where the call has got it before: Mistral's clients take no other.</param>
internal sealed class ChatEvents(Action<Refusal, IBufferWriter<byte>>? writeError = null, bool legacy = false, bool named = false) : IEventGrammar
{
    /// <summary>Bytes of a first chunk that are kept as they came.</summary>
    private const int MaxFirst = 512;

    private readonly Action<Refusal, IBufferWriter<byte>> _writeError = writeError ?? OpenAiErrors.Write;
    private readonly List<int> _open = [];
    private readonly List<int> _finished = [];
    private byte[]? _first;
    private byte[]? _envelope;

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => payload.SequenceEqual("[DONE]"u8);

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        ChatResponse.Visit(ref walker, exchange);
        foreach (int choice in walker.Slots.Choices)
        {
            if (!_open.Contains(choice) && !_finished.Contains(choice))
                _open.Add(choice);
        }
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        foreach (ChoiceEnd end in found.Ends)
        {
            if (_open.Remove(end.Choice))
                _finished.Add(end.Choice);
        }

        if (_first is null && _envelope is null && !IsEnd(payload))
            Remember(payload);
    }

    /// <summary>Keeps the first chunk, for what all chunks of a stream share: few streams need a chunk of ours, so it is read when one does, unless it is long.</summary>
    private void Remember(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= MaxFirst)
            _first = payload.ToArray();
        else
            _envelope = EnvelopeOf(payload);
    }

    private ReadOnlySpan<byte> Envelope()
    {
        _envelope ??= _first is null ? [] : EnvelopeOf(_first);
        _first = null;
        if (_envelope.Length > 0)
            return _envelope;
        return legacy ? "\"id\":\"cmpl-sluice\",\"object\":\"text_completion\",\"created\":0,\"model\":\"\""u8
            : "\"id\":\"cmpl-sluice\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"\""u8;
    }

    /// <summary>The members that all chunks of a stream share, as this one spells them.</summary>
    private static byte[] EnvelopeOf(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader reader = new(payload);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return [];
        ArrayBufferWriter<byte> envelope = new(160);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool shared = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("object"u8) || reader.ValueTextEquals("created"u8)
                || reader.ValueTextEquals("model"u8) || reader.ValueTextEquals("system_fingerprint"u8);
            int start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            if (!shared)
                continue;
            if (envelope.WrittenCount > 0)
                envelope.Write(","u8);
            envelope.Write(payload[start..(int)reader.BytesConsumed]);
        }

        return envelope.WrittenSpan.ToArray();
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> name = lane.Field switch
        {
            ChatFields.Content when lane.Index == 0 => "\"content\":\""u8,
            ChatFields.Refusal => "\"refusal\":\""u8,
            ChatFields.ReasoningContent => "\"reasoning_content\":\""u8,
            ChatFields.Reasoning => "\"reasoning\":\""u8,
            _ => default,
        };
        if (name.IsEmpty)
            return false;
        output.Write(name);
        JsonStrings.Encode(text, output);
        output.Write("\""u8);
        return true;
    }

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        using PooledBuffer<byte> chunk = new(512);
        BeginChoice(lane.Choice, chunk);
        (string before, string after) = Frame(lane);
        chunk.Write(Encoding.ASCII.GetBytes(before));
        JsonStrings.Encode(text, chunk);
        chunk.Write(Encoding.ASCII.GetBytes(after));
        chunk.Write(legacy ? ",\"logprobs\":"u8 : "},\"logprobs\":"u8);
        if (logprobs.IsEmpty)
        {
            chunk.Write("null"u8);
        }
        else
        {
            chunk.Write(lane.Field == ChatFields.Refusal ? "{\"content\":null,\"refusal\":["u8 : "{\"refusal\":null,\"content\":["u8);
            chunk.Write(logprobs);
            chunk.Write("]}"u8);
        }

        chunk.Write(",\"finish_reason\":null}]}"u8);
        events.Write(default, chunk.Span);
    }

    public void WriteBlocked(IEventWriter events)
    {
        if (_open.Count == 0 && _finished.Count == 0)
            _open.Add(0);
        using PooledBuffer<byte> chunk = new(512);
        foreach (int choice in _open)
        {
            chunk.Clear();
            BeginChoice(choice, chunk);
            chunk.Write(legacy ? "\"text\":\"\""u8 : "}"u8);
            chunk.Write(",\"logprobs\":null,\"finish_reason\":\"content_filter\"}]}"u8);
            events.Write(default, chunk.Span);
        }

        events.Write(default, "[DONE]"u8);
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(512);
        _writeError(refusal, error);
        events.Write(default, error.Span);
        events.Write(default, "[DONE]"u8);
    }

    private (string Before, string After) Frame(LaneKey lane) => lane.Field switch
    {
        ChatFields.Text => ("\"text\":\"", "\""),
        ChatFields.Refusal => ("\"refusal\":\"", "\""),
        ChatFields.ReasoningContent => ("\"reasoning_content\":\"", "\""),
        ChatFields.Reasoning or ChatFields.Unknown => ("\"reasoning\":\"", "\""),
        ChatFields.ToolArguments => ($"\"tool_calls\":[{{\"index\":{lane.Index.ToString(CultureInfo.InvariantCulture)},\"function\":{{{(named ? "\"name\":\"\"," : "")}\"arguments\":\"", "\"}}]"),
        ChatFields.ToolInput => ($"\"tool_calls\":[{{\"index\":{lane.Index.ToString(CultureInfo.InvariantCulture)},\"custom\":{{\"input\":\"", "\"}}]"),
        ChatFields.FunctionArguments => ("\"function_call\":{\"arguments\":\"", "\"}"),
        ChatFields.Transcript => ("\"audio\":{\"transcript\":\"", "\"}"),
        ChatFields.Thinking => ("\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"", "\"}]}]"),
        _ => ("\"content\":\"", "\""),
    };

    private void BeginChoice(int choice, PooledBuffer<byte> output)
    {
        output.Write("{"u8);
        output.Write(Envelope());
        output.Write(",\"choices\":[{\"index\":"u8);
        choice.TryFormat(output.GetSpan(11), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        output.Write(legacy ? ","u8 : ",\"delta\":{"u8);
    }
}
