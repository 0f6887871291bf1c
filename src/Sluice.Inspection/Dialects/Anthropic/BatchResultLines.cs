using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary>The results of a batch as a stream: every line is complete in itself. A line that policy blocks becomes that item's error, and is the last.</summary>
internal sealed class BatchResultLines(BatchResults results) : IEventGrammar
{
    private static readonly Refusal Blocked = new(400, "content_filter", "The result was blocked by the content policy; those behind it were not read.");

    private string _item = "";

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        _item = Encoding.UTF8.GetString(walker.Peek("custom_id"u8));
        results.VisitAnswer(ref walker, exchange);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        // No line depends on another.
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) =>
        throw new InvalidOperationException("a line of results has no lanes");

    public void WriteBlocked(IEventWriter events) => WriteError(Blocked, events);

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> line = new(512);
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WritePropertyName("custom_id"u8);
            json.WriteRawValue($"\"{_item}\"", skipInputValidation: true);
            json.WriteStartObject("result"u8);
            json.WriteString("type"u8, "errored"u8);
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, "error"u8);
            json.WriteStartObject("error"u8);
            AnthropicErrors.WriteMembers(refusal, json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        events.Write(default, line.Span);
    }
}
