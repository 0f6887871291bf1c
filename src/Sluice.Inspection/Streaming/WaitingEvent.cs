using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// The last event of a stream whose text is still held in part, where the grammar has no other place for its end: it waits for the event behind it, takes the rest of
/// its text if that one ends it, and leaves before it. Events that say nothing of any text may wait with it. So a clean stream keeps its events, and their order.
/// </summary>
internal sealed class WaitingEvent(IEventFraming framing) : IDisposable
{
    private PooledBuffer<byte>? _raw;
    private PooledBuffer<byte>? _payload;
    private EventFrame _frame;
    private PooledBuffer<byte>? _behind;
    private LaneKey _lane;
    private int _tail;

    /// <summary>Bytes of memory.</summary>
    public int Capacity => (_raw?.Capacity ?? 0) + (_payload?.Capacity ?? 0) + (_behind?.Capacity ?? 0);

    /// <summary>Where an event goes that says nothing of any text: behind the one that waits, or null where none does or too many bytes wait already.</summary>
    /// <param name="most">Most bytes that may wait so.</param>
    public PooledBuffer<byte>? Behind(int most)
    {
        if (_payload is null || _behind?.Length > most)
            return null;
        return _behind ??= new PooledBuffer<byte>();
    }

    public bool IsOf(LaneKey lane) => _payload is not null && _lane == lane;

    /// <summary>Keeps an event.</summary>
    /// <param name="raw">The event as it came.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="payload">Its payload as it would leave.</param>
    /// <param name="lane">The lane whose text is held.</param>
    /// <param name="tail">The byte of the payload behind the lane's text.</param>
    public void Keep(ReadOnlySpan<byte> raw, EventFrame frame, ReadOnlySpan<byte> payload, LaneKey lane, int tail)
    {
        _raw = new PooledBuffer<byte>(raw.Length);
        _raw.Write(raw);
        _payload = new PooledBuffer<byte>(payload.Length + 64);
        _payload.Write(payload);
        (_frame, _lane, _tail) = (frame, lane, tail);
    }

    /// <summary>Gives the event the rest of its text.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        using PooledBuffer<byte> behind = new(_payload!.Length);
        behind.Write(_payload.Span[_tail..]);
        _payload.Truncate(_tail);
        JsonStrings.Encode(text, _payload);
        _tail = _payload.Length;
        _payload.Write(behind.Span);
    }

    /// <summary>Lets the event go, if there is one.</summary>
    public void Leave(IBufferWriter<byte> output)
    {
        if (_payload is null)
            return;
        framing.Rewrite(_raw!.Span, _frame, _payload.Span, output);
        if (_behind is not null)
            output.Write(_behind.Span);
        Dispose();
    }

    public void Dispose()
    {
        _raw?.Dispose();
        _payload?.Dispose();
        _behind?.Dispose();
        _behind = null;
        _raw = null;
        _payload = null;
    }
}
