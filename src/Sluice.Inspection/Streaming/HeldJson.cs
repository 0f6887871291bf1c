using System.Buffers;
using Sluice.Inspection.Json;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// A JSON document that arrives in pieces as the content of another string (a tool call's arguments): each of its texts is held and redacted on its own, as decoded,
/// so that what leaves is the same JSON with only the findings replaced.
/// </summary>
internal sealed class HeldJson : IJsonTextSink, IDisposable
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789eE");

    private readonly HeldText _text;
    private readonly JsonTextLexer _lexer;
    private readonly bool _acts;
    private MatchBuffer? _found;
    private PooledBuffer<char>? _output;
    private PooledBuffer<char>? _number;
    private JsonTextKind _kind;
    private bool _completed;

    public HeldJson(ScopePlan plan, Exchange exchange, ContentScope scope)
    {
        _text = new HeldText(plan, exchange, scope, inJson: true);
        _acts = plan.Acting is not null;
        _lexer = new JsonTextLexer(this);
    }

    public int Held => _text.Held;

    /// <summary>Something waits for more text or for the end.</summary>
    public bool Pending => _text.Pending || !_completed;

    public bool Blocked => _text.Blocked;

    /// <summary>As <see cref="HeldText.Push"/>.</summary>
    public bool Push(ReadOnlySpan<char> piece, bool end, MatchBuffer found, PooledBuffer<char> output)
    {
        bool nothingHeld = Held == 0;
        int before = output.Length;
        _found = found;
        _output = output;
        _lexer.Push(piece);
        if (end)
            _lexer.Complete();
        _completed = end;
        _found = null;
        _output = null;
        if (!_acts)
        {
            // Rules that only watch change nothing: not even a number, which the lexer keeps until it has ended, waits for them.
            output.Truncate(before);
            output.Write(piece);
            return true;
        }

        return nothingHeld && Held == 0 && output.Span[before..].SequenceEqual(piece);
    }

    public void Structure(ReadOnlySpan<char> spelled) => _output!.Write(spelled);

    public void BeginText(JsonTextKind kind, ReadOnlySpan<char> context)
    {
        _kind = kind;
        _text.Begin(context, judged: kind is JsonTextKind.String or JsonTextKind.Raw);
    }

    public void Text(ReadOnlySpan<char> decoded, ReadOnlySpan<char> spelled) =>
        _text.Push(decoded, spelled, end: false, _found!, Target());

    public void EndText()
    {
        _text.Push(default, default, end: true, _found!, Target());
        if (_kind != JsonTextKind.Number)
            return;

        // A number that is not whole any more is one no more.
        ReadOnlySpan<char> number = _number!.Span;
        bool quoted = number.ContainsAnyExcept(NumberCharacters);
        if (quoted)
            _output!.Write("\"");
        _output!.Write(number);
        if (quoted)
            _output.Write("\"");
        _number.Dispose();
        _number = null;
    }

    public void Dispose()
    {
        _text.Dispose();
        _number?.Dispose();
    }

    private PooledBuffer<char> Target() => _kind == JsonTextKind.Number ? _number ??= new PooledBuffer<char>(64) : _output!;
}
