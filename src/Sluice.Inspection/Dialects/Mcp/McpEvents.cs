using System.Buffers;
using System.Diagnostics;
using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mcp;

/// <summary>The grammar of a server's stream: every event is a message of its own, and no text goes on from one to the next.</summary>
internal sealed class McpEvents : IEventGrammar
{
    private static readonly Refusal Blocked = new(400, "content_filter", "The answer was blocked by the content policy.");

    private Exchange? _exchange;

    public bool TailsWait => false;

    public void Begin(Exchange exchange) => _exchange = exchange;

    public bool IsEnd(ReadOnlySpan<byte> payload) => false;

    public void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange) => McpMessages.Visit(ref walker, exchange, Direction.Response);

    public void Left(ReadOnlySpan<byte> payload, SlotList found)
    {
        // Nothing of a message matters for the next.
    }

    /// <summary>
    /// The older transport's stream begins with the address that messages are to be posted to. As the server gives it, it leads past the route's prefix, or past the gate.
    /// </summary>
    public bool TryTranslate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, IBufferWriter<byte> output)
    {
        if (!name.SequenceEqual("endpoint"u8) || _exchange?.Address is not { } address)
            return false;
        string given = Encoding.UTF8.GetString(payload);
        if (address.ToCaller(given) is not { } own || string.Equals(own, given, StringComparison.Ordinal))
            return false;
        Encoding.UTF8.GetBytes(own, output);
        return true;
    }

    public bool TryReplaceBlocked(ReadOnlySpan<byte> payload, IBufferWriter<byte> output) => BlockedMessages.TryWrite(payload, output);

    public bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output) => false;

    public void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events) =>
        throw new UnreachableException("Messages are whole: none of their texts has a lane.");

    public void WriteBlocked(IEventWriter events) => WriteError(Blocked, events);

    public void WriteError(Refusal refusal, IEventWriter events)
    {
        using PooledBuffer<byte> error = new(256);
        foreach (string id in _exchange is { AwaitedIds.Count: > 0 } exchange ? exchange.AwaitedIds : ["null"])
        {
            error.Clear();
            McpErrors.Write(refusal, [id], error);
            events.Write("message"u8, error.Span);
        }
    }
}
