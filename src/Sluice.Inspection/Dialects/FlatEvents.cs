using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>The grammar of a stream whose events each hold a piece of one text, the last of them with the reason why it ended.</summary>
/// <param name="shape">Where the text is.</param>
/// <param name="writeError">Writes an error as the dialect words it.</param>
internal sealed class FlatEvents(FlatShape shape, Action<Refusal, IBufferWriter<byte>> writeError) : IEventGrammar
{
    /// <summary>What else has a name: signs of life, and errors.</summary>
    private static readonly KnownTypes Types = new(UnknownKind.Event, "ping", "error");

    private bool _over;

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        SlotMark from = walker.Mark();
        FlatAnswer.Visit(ref walker, shape, exchange, FlatAnswer.Lane);
        if (!name.SequenceEqual(shape.EventName))
            Types.Check(walker, from, name);
        if (name.SequenceEqual("error"u8))
            walker.AddEnd(new ChoiceEnd(FlatAnswer.Lane.Choice, DeltaStart: -1, DeltaEmpty: false)); // No client reads on behind it.
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found) => _over |= found.Ends.Count > 0;

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) => Write(text, [], events);

    public void WriteBlocked(IEventWriter events)
    {
        if (!_over)
            Write([], shape.Blocked, events);
    }

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(512);
        writeError(refusal, error);
        events.Write("error"u8, error.Span);
    }

    private void Write(ReadOnlySpan<char> text, ReadOnlySpan<byte> stop, IEventWriter events)
    {
        using PooledBuffer<byte> payload = new(256);
        payload.Write("{"u8);
        payload.Write(shape.Members);
        payload.Write(shape.Members.Length > 0 ? ",\""u8 : "\""u8);
        payload.Write(shape.Text);
        payload.Write("\":\""u8);
        JsonStrings.Encode(text, payload);
        payload.Write("\",\""u8);
        payload.Write(shape.Stop);
        payload.Write(stop.IsEmpty ? "\":null}"u8 : "\":\""u8);
        if (!stop.IsEmpty)
        {
            payload.Write(stop);
            payload.Write("\"}"u8);
        }

        events.Write(shape.EventName, payload.Span);
    }
}
