using System.Buffers;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Bodies;

/// <summary>Guards a file that is fetched: waits for as many bytes as tell what it is, at most <see cref="FileKinds.Enough"/>, then guards it as that.</summary>
internal sealed class FileGuard(Exchange exchange, InspectionLimits limits) : StreamGuard
{
    private readonly PooledBuffer<byte> _first = new(FileKinds.Enough);
    private StreamGuard? _guard;
    private bool _completing;

    public override int Held => _guard?.Held ?? 0;

    public override int Buffered => _guard?.Buffered ?? _first.Length;

    public override bool Awaits => _guard is { Awaits: true };

    public override void GoOn(IBufferWriter<byte> output)
    {
        _guard!.GoOn(output);
        if (_completing && !_guard.Awaits)
            CompleteGuard(output);
        Ended = _guard.Ended;
    }

    public override void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output)
    {
        if (_guard is null)
        {
            _first.Write(arrived);
            Decide(isWhole: false);
            arrived = _first.Span;
        }

        if (_guard is null)
            return;
        _guard.Push(arrived, output);
        _first.Clear();
        Ended = _guard.Ended;
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        if (Ended)
            return;
        if (_guard is null)
        {
            Decide(isWhole: true);
            _guard!.Push(_first.Span, output);
        }

        _completing = _guard.Awaits;
        if (!_completing)
            CompleteGuard(output);
        Ended = _guard.Ended;
    }

    public override void Fail(Refusal refusal, IBufferWriter<byte> output)
    {
        _guard?.Fail(refusal, output);
        Ended = true;
    }

    protected override void Dispose(bool disposing)
    {
        _first.Dispose();
        _guard?.Dispose();
        base.Dispose(disposing);
    }

    private void CompleteGuard(IBufferWriter<byte> output)
    {
        _completing = false;
        if (!_guard!.Ended)
            _guard.Complete(output);
    }

    private void Decide(bool isWhole) => _guard = FileKinds.Of(_first.Span, isWhole) switch
    {
        FileKind.Lines => new EventStreamGuard(new LineGrammar(exchange), new LineFraming(), exchange, limits),
        FileKind.Text => new TextGuard(exchange, ContentScope.Document),
        FileKind.Binary => new OpenGuard(),
        _ => null,
    };
}
