using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Json;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection.Streaming;

/// <summary>Has classifiers judge a text that arrives in pieces, stretch by stretch, each with some of what stood before it. Not thread-safe.</summary>
internal sealed class LaneJudge(ScopePlan plan, Exchange exchange, ContentScope scope) : IDisposable
{
    private readonly ClassifierRun _run = new();
    private readonly int _context = plan.Judging!.LeftContext;
    private readonly int _firstRule = plan.Acting?.Set.Rules.Count ?? 0;
    private PooledBuffer<char>? _text;
    private string _name = "";
    private long _origin;
    private int _from;
    private bool _judged = true;

    /// <summary>What is found is acted upon, so the text has to wait.</summary>
    public bool Acts => _judged && plan.Judging!.Hold != HoldMode.Nothing;

    /// <summary>Units of the text that were judged.</summary>
    public long Judged => _origin + _from;

    /// <summary>Text waits to be judged.</summary>
    public bool Pending => _text is not null && _from < _text.Length;

    /// <summary>Begins a new text, the value of the property <paramref name="name"/>.</summary>
    /// <param name="name">As context for rules.</param>
    /// <param name="judged">Whether it is judged at all: numbers and names of properties mean nothing.</param>
    public void Begin(ReadOnlySpan<char> name, bool judged)
    {
        _judged = judged;
        _name = JsonContext.NameOf(name).ToString();
        Clear();
    }

    /// <summary>Takes a piece and judges the stretches that are complete.</summary>
    /// <param name="piece">What came.</param>
    /// <param name="end">Nothing follows.</param>
    /// <param name="acting">Receives what is acted upon.</param>
    /// <param name="windowFrom">Where the units of <paramref name="acting"/> begin in the text.</param>
    public void Push(ReadOnlySpan<char> piece, bool end, MatchBuffer acting, long windowFrom)
    {
        if (!_judged || (piece.IsEmpty && _text is null))
            return;
        PooledBuffer<char> buffer = _text ??= new PooledBuffer<char>(256);
        buffer.Write(piece);
        ReadOnlySpan<char> text = buffer.Span;
        while (Stretches.Next(text, _from, end, plan.Judging!.Hold) is var cut and >= 0)
        {
            int shown = Math.Max(0, _from - _context);
            JudgedText judged = new()
            {
                Text = text[shown..cut],
                From = _from - shown,
                Direction = Direction.Response,
                Scope = scope,
                Volume = Math.Max(exchange.AnswerCharacters, cut),
                Name = _name,
                Conversation = exchange.Conversation,
            };
            _run.Judge(plan, exchange, judged, acting, (int)(_origin + shown - windowFrom), _firstRule);
            _from = cut;
        }

        int done = Math.Max(0, _from - _context);
        _origin += done;
        _from -= done;
        buffer.Consume(done);
        if (end)
            Clear();
    }

    public void Dispose() => _text?.Dispose();

    private void Clear()
    {
        _text?.Dispose();
        _text = null;
        _origin = 0;
        _from = 0;
    }
}
