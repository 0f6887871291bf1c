using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary>The grammar of a stream of chat or of generation: lines with a piece of text each, the last of them <c>done</c>.</summary>
internal sealed class OllamaEvents(bool chat) : IEventGrammar
{
    private static readonly string[] Shared = ["model", "created_at"];

    private byte[] _envelope = "\"model\":\"\",\"created_at\":\"1970-01-01T00:00:00Z\""u8.ToArray();
    private bool _remembered;

    public bool TailsWait => false;

    /// <summary>What follows the envelope of the last line where policy ends the stream, and of a whole answer that it blocks.</summary>
    public static ReadOnlySpan<byte> Ending(bool chat) => chat
        ? "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\"content_filter\",\"done\":true}"u8
        : "\"response\":\"\",\"done_reason\":\"content_filter\",\"done\":true}"u8;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange) => OllamaResponse.Visit(ref walker, exchange);

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        if (_remembered)
            return;
        ArrayBufferWriter<byte> envelope = new(96);
        if (!Members.Copy(payload, Shared, envelope))
            return;
        _envelope = envelope.WrittenSpan.ToArray();
        _remembered = true;
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        if (lane.Field is OllamaMessage.Token or OllamaMessage.Unknown)
            return false;
        output.Write(NameOf(lane.Field));
        JsonStrings.Encode(text, output);
        output.Write("\""u8);
        return true;
    }

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events)
    {
        if (lane.Field == OllamaMessage.Token)
            return; // Tokens that had to wait are dropped.
        using PooledBuffer<byte> line = new(256);
        Begin(line);
        line.Write(chat ? "\"message\":{\"role\":\"assistant\","u8 : default);
        bool main = lane.Field is OllamaMessage.Content or OllamaMessage.Response;
        if (!main)
            line.Write(chat ? "\"content\":\"\","u8 : "\"response\":\"\","u8);
        line.Write(NameOf(lane.Field));
        JsonStrings.Encode(text, line);
        line.Write(chat ? "\"},\"done\":false}"u8 : "\",\"done\":false}"u8);
        events.Write(default, line.Span);
    }

    public void WriteBlocked(IEventWriter events)
    {
        using PooledBuffer<byte> line = new(256);
        Begin(line);
        line.Write(Ending(chat));
        events.Write(default, line.Span);
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(256);
        OllamaDialect.WriteErrorBody(refusal, error);
        events.Write(default, error.Span);
    }

    private void Begin(PooledBuffer<byte> line)
    {
        line.Write("{"u8);
        line.Write(_envelope);
        line.Write(","u8);
    }

    private static ReadOnlySpan<byte> NameOf(int field) => field switch
    {
        OllamaMessage.Content => "\"content\":\""u8,
        OllamaMessage.Response => "\"response\":\""u8,
        _ => "\"thinking\":\""u8,
    };
}
