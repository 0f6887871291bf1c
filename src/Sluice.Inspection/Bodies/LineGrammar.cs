using System.Buffers;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Bodies;

/// <summary>The grammar of a file of JSON lines that is fetched: no line goes on in another. A block ends it with a line that is an error.</summary>
internal sealed class LineGrammar(Exchange exchange) : IEventGrammar
{
    private int _number;

    public bool TailsWait => false;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange) => LineVisit.Visit(ref walker, exchange, Direction.Response, ++_number);

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        // Its own line looks like nothing that came before.
    }

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) =>
        throw new NotSupportedException("No text of a file's line is held.");

    public void WriteBlocked(IEventWriter events) => WriteError(new Refusal(400, "content_filter", "The rest of the file was blocked by the content policy."), events);

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(256);
        exchange.Dialect.WriteError(refusal, error);
        events.Write(default, error.Span);
    }
}
