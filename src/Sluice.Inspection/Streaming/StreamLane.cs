using Sluice.Inspection.Json;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Streaming;

/// <summary>One text of a stream that goes on over its events: a choice's content, a tool call's arguments.</summary>
internal sealed class StreamLane : IDisposable
{
    private readonly HeldText? _text;
    private readonly HeldJson? _json;

    public StreamLane(LaneKey key, SlotKind kind, ContentScope scope, ScopePlan plan, Exchange exchange)
    {
        Key = key;
        if (kind == SlotKind.JsonString)
            _json = new HeldJson(plan, exchange, scope);
        else
            _text = new HeldText(plan, exchange, scope);
    }

    public LaneKey Key { get; }

    public int Held => _text?.Held ?? _json!.Held;

    public bool Pending => _text?.Pending ?? _json!.Pending;

    public bool Blocked => _text?.Blocked ?? _json!.Blocked;

    /// <summary>Set while an event is handled: the slot of it that continues this lane, or -1.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Set while an event is handled that ends this lane for good.</summary>
    public bool Over { get; set; }

    /// <summary>Set while an event is handled: its slot left just as it came.</summary>
    public bool Exact { get; set; }

    /// <summary>Set while an event is handled: where this lane's released text stands in the working memory.</summary>
    public Range Released { get; set; }

    /// <summary>Set while an event is handled: where the end of this lane's text stands in the working memory, if an event of its own must carry it.</summary>
    public Range Tail { get; set; }

    /// <summary>The token probabilities that describe what is still held; null until some come.</summary>
    public LogprobQueue? Logprobs { get; set; }

    /// <summary>UTF-16 units that have arrived and been decided; lanes of JSON do not count.</summary>
    public HeldText? Text => _text;

    public bool Push(ReadOnlySpan<char> piece, bool end, MatchBuffer found, PooledBuffer<char> output) =>
        _text is { } text ? text.Push(piece, piece, end, found, output) : _json!.Push(piece, end, found, output);

    public void Dispose()
    {
        _text?.Dispose();
        _json?.Dispose();
        Logprobs?.Dispose();
    }
}
