using System.Buffers;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Streaming;

/// <summary>Guards a stream of events: has the framing cut them, hands each to <see cref="EventRewriter"/>, keeps what is not whole yet.</summary>
internal sealed class EventStreamGuard(IEventGrammar grammar, IEventFraming framing, Exchange exchange, InspectionLimits limits) : StreamGuard
{
    private readonly EventRewriter _events = new(grammar, framing, exchange, limits);
    private PooledBuffer<byte>? _partial;
    private int _scanned;
    private bool _completing;

    public override int Held => _events.Held;

    public override int Buffered => (_partial?.Capacity ?? 0) + _events.Buffered;

    public override bool Awaits => !Ended && _events.Awaits;

    public override bool TryTakeReply(IBufferWriter<byte> output) => grammar.TryTakeReply(output);

    public override void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output)
    {
        if (Ended || arrived.IsEmpty)
            return;
        if (_partial is null)
        {
            int used = Events(arrived, output);
            if (used < arrived.Length && !Ended)
            {
                _partial = new PooledBuffer<byte>(arrived.Length - used);
                _partial.Write(arrived[used..]);
            }
        }
        else
        {
            _partial.Write(arrived);
            int used = Events(_partial.Span, output);
            if (used == _partial?.Length)
                DropPartial();
            else
                _partial?.Consume(used);
        }

        if (_partial?.Length > limits.MaxEventBytes && !Ended && !Awaits)
            Fail(new Refusal(502, "stream_event_too_large", "The upstream sent an event beyond the gate's bound."), output);
    }

    public override void GoOn(IBufferWriter<byte> output)
    {
        if (_completing)
        {
            Complete(output);
            return;
        }

        int used = Events(_partial!.Span, output);
        if (used == _partial?.Length)
            DropPartial();
        else
            _partial?.Consume(used);
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        if (Ended)
            return;
        _completing = true;
        if (_partial is { } partial)
        {
            // Clients differ on an event that its stream's end cuts off; half of a JSON document is of use to none and cannot be judged.
            if (framing.MayEndOpen && _events.IsWhole(partial.Span))
                Ended = !_events.Rewrite(partial.Span, output);
            if (Awaits)
                return;
            DropPartial();
        }

        if (!Ended && !_events.ForeseesEnd())
            Ended = !_events.Flush(output);
    }

    public override void Fail(Refusal refusal, IBufferWriter<byte> output)
    {
        _events.End(refusal, output);
        Ended = true;
        DropPartial();
    }

    protected override void Dispose(bool disposing)
    {
        DropPartial();
        _events.Dispose();
        base.Dispose(disposing);
    }

    private int Events(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        int at = 0;
        try
        {
            while (at < bytes.Length && !Ended)
            {
                int length = framing.Next(bytes[at..], ref _scanned);
                if (length == 0)
                    break;
                _scanned = 0;
                Ended = !_events.Rewrite(bytes.Slice(at, length), output);
                if (Awaits)
                    break;
                exchange.MostHeld = Math.Max(exchange.MostHeld, Held); // Per event: how many of them one read brings is chance.
                at += length;
            }
        }
        catch (InvalidDataException)
        {
            Fail(new Refusal(502, "stream_broken", "The upstream's stream is not framed as its media type says."), output);
        }

        return at;
    }

    private void DropPartial()
    {
        _partial?.Dispose();
        _partial = null;
        _scanned = 0;
    }
}
