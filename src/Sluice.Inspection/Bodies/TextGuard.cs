using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Bodies;

/// <summary>Guards one UTF-8 text as it flows. A block, or bytes that are no text, end it where it stands: plain text has no words for an error.</summary>
internal sealed class TextGuard(Exchange exchange, ContentScope scope) : StreamGuard
{
    private readonly HeldText _text = new(exchange.Plan(Direction.Response, scope), exchange, new LaneSource(scope));
    private readonly PooledBuffer<byte> _open = new(16);
    private readonly ForeseenLane? _foreseen = exchange.Plan(Direction.Response, scope) is { Judging.Awaits: true } plan ? new ForeseenLane(LaneKey.None, SlotKind.Raw, scope, plan, exchange) : null;
    private char _half;

    /// <summary>What waits for verdicts before it is judged, and whether it is the end.</summary>
    private byte[]? _waiting;
    private bool _ending;

    public override int Held => _text.Held;

    public override int Buffered => (Held * sizeof(char)) + _open.Length;

    public override bool Awaits => !Ended && _waiting is not null;

    public override void GoOn(IBufferWriter<byte> output)
    {
        byte[] bytes = _waiting!;
        _waiting = null;
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            scratch.Text.Clear();
            Utf8.ToUtf16(bytes, scratch.Text.GetSpan(bytes.Length), out _, out int units);
            scratch.Text.Advance(units);
            Give(bytes, scratch, _ending, output);
        }
        finally
        {
            scratch.Return();
        }
    }

    public override void Push(ReadOnlySpan<byte> arrived, IBufferWriter<byte> output)
    {
        if (Ended || arrived.IsEmpty)
            return;
        if (_open.Length > 0)
        {
            _open.Write(arrived);
            int used = Take(_open.Span, output);
            _open.Consume(used);
        }
        else
        {
            int used = Take(arrived, output);
            _open.Write(arrived[used..]);
        }
    }

    public override void Complete(IBufferWriter<byte> output)
    {
        if (Ended)
            return;
        InspectionScratch scratch = InspectionScratch.Rent();
        scratch.Text.Clear();
        _ending = true;
        if (!Waits(default, scratch))
            Give(default, scratch, end: true, output);
        scratch.Return();
    }

    public override void Fail(Refusal refusal, IBufferWriter<byte> output) => Ended = true;

    protected override void Dispose(bool disposing)
    {
        _text.Dispose();
        _foreseen?.Dispose();
        _open.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Takes all whole characters; returns how many bytes they were.</summary>
    private int Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        InspectionScratch scratch = InspectionScratch.Rent();
        try
        {
            scratch.Text.Clear();
            OperationStatus status = Utf8.ToUtf16(bytes, scratch.Text.GetSpan(bytes.Length), out int read, out int units, replaceInvalidSequences: false, isFinalBlock: false);
            scratch.Text.Advance(units);
            if (!Waits(bytes[..read], scratch))
                Give(bytes[..read], scratch, end: false, output);
            if (status != OperationStatus.InvalidData)
                return read;
            Ended = true;
            return bytes.Length;
        }
        finally
        {
            scratch.Return();
        }
    }

    private bool Waits(ReadOnlySpan<byte> bytes, InspectionScratch scratch)
    {
        if (_foreseen is null)
            return false;
        exchange.Remote?.Forget();
        _foreseen.Push(scratch.Text.Span, _ending);
        if (exchange.Remote is { Awaits: true })
            _waiting = bytes.ToArray();
        return _waiting is not null;
    }

    private void Give(ReadOnlySpan<byte> bytes, InspectionScratch scratch, bool end, IBufferWriter<byte> output)
    {
        scratch.Output.Clear();
        bool exact = _text.Push(scratch.Text.Span, scratch.Text.Span, end, scratch.Found, scratch.Output);
        Release(bytes, exact && !end, scratch.Output.Span, output);
    }

    private void Release(ReadOnlySpan<byte> bytes, bool exact, ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        if (_text.Blocked)
        {
            Ended = true;
            return;
        }

        if (exact && _half == 0)
        {
            output.Write(bytes);
            return;
        }

        // What is held may begin between the halves of a surrogate pair: the first waits for the second.
        string whole = _half == 0 ? text.ToString() : string.Concat(new ReadOnlySpan<char>(in _half), text);
        bool half = whole.Length > 0 && char.IsHighSurrogate(whole[^1]);
        _half = half ? whole[^1] : '\0';
        output.Write(Encoding.UTF8.GetBytes(half ? whole[..^1] : whole));
    }
}
