using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Streaming;

/// <summary>One text of a stream as <see cref="Foresight"/> sees it: plain, or JSON whose texts are judged each on its own.</summary>
internal sealed class ForeseenLane : IJsonTextSink, IDisposable
{
    private readonly LaneJudge _judge;
    private readonly JsonTextLexer? _json;

    public ForeseenLane(LaneKey key, SlotKind kind, ContentScope scope, ScopePlan plan, Exchange exchange)
    {
        Key = key;
        _judge = new LaneJudge(plan, exchange, new LaneSource(scope), foresees: true);
        _json = kind == SlotKind.JsonString ? new JsonTextLexer(this) : null;
    }

    public LaneKey Key { get; }

    /// <summary>The property that holds the text, as context for rules.</summary>
    public void Name(ReadOnlySpan<char> name) => _judge.Begin(name, judged: true);

    public void Push(ReadOnlySpan<char> piece, bool end)
    {
        if (_json is null)
        {
            _judge.Push(piece, end, acting: null, windowFrom: 0);
            return;
        }

        _json.Push(piece);
        if (end)
            _json.Complete();
    }

    public void Structure(ReadOnlySpan<char> spelled)
    {
        // No text.
    }

    public void BeginText(JsonTextKind kind, ReadOnlySpan<char> context) => _judge.Begin(context, judged: kind is JsonTextKind.String or JsonTextKind.Raw);

    public void Text(ReadOnlySpan<char> decoded, ReadOnlySpan<char> spelled) => _judge.Push(decoded, end: false, acting: null, windowFrom: 0);

    public void EndText() => _judge.Push(default, end: true, acting: null, windowFrom: 0);

    public void Dispose() => _judge.Dispose();
}
