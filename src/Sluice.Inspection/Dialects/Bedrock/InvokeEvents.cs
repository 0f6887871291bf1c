using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>The grammar of an invocation's stream: every event is a <c>chunk</c> that holds an event of the model's own grammar, or an exception of Bedrock's.</summary>
internal sealed class InvokeEvents(IEventGrammar model) : IEventGrammar
{
    private static readonly KnownTypes Types = new(UnknownKind.Event, "chunk", "error");

    public bool TailsWait => model.TailsWait;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange)
    {
        SlotMark from = walker.Mark();
        model.Visit(ref walker, name.SequenceEqual("chunk"u8) ? default : "error"u8, exchange);
        if (!name.EndsWith("Exception"u8))
            Types.Check(walker, from, name);
    }

    public void Left(ReadOnlySpan<byte> payload, SlotList found) => model.Left(payload, found);

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => model.TryWriteTail(lane, text, output);

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) => model.WriteText(lane, text, logprobs, new Chunks(events));

    public void WriteBlocked(IEventWriter events) => model.WriteBlocked(new Chunks(events));

    public void WriteError(Refusal refusal, IEventWriter events) => BedrockErrors.Write(refusal, events);

    /// <summary>Events of the model's grammar have their name inside.</summary>
    private sealed class Chunks(IEventWriter events) : IEventWriter
    {
        public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => events.Write("chunk"u8, payload);
    }
}
