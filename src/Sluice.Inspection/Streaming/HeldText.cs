using System.Buffers;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// One text that arrives in pieces. What can no longer become part of a match leaves at once; the longest suffix that still can is held, and nothing else ever is.
/// The output equals what redacting the whole text would give, whatever the pieces. Rules that only flag watch without holding. Not thread-safe.
/// </summary>
internal sealed class HeldText(ScopePlan plan, Exchange exchange, LaneSource source, bool inJson = false) : IDisposable
{
    private readonly ViewCursor? _acting = plan.Acting is { } a ? new ViewCursor(a.Set, a.Roles) : null;
    private readonly ViewCursor? _observing = plan.Observing is { } o ? new ViewCursor(o.Set, o.Roles) : null;
    private readonly LaneJudge? _judge = plan.Judging is null ? null : new LaneJudge(plan, exchange, source);
    private readonly MatchBuffer? _decided = plan.Judging is { Hold: > HoldMode.Nothing } ? new MatchBuffer() : null;
    private Window _held;
    private Window _seen;

    /// <summary>UTF-16 units held back.</summary>
    public int Held => _held.Length;

    /// <summary>Something waits for more text or for the end, be it only a rule that watches.</summary>
    public bool Pending => _held.Length > 0 || _seen.Length > 0 || _judge is { Pending: true };

    /// <summary>A block rule has matched: nothing more may leave.</summary>
    public bool Blocked { get; private set; }

    /// <summary>UTF-16 units that arrived, and of these the ones decided, since the text began.</summary>
    public long Arrived { get; private set; }

    public long Decided => Arrived - _held.Length;

    /// <summary>If not null, receives the stretches of the text that were replaced, in units since it began.</summary>
    public List<(long Start, long End)>? Replaced { get; set; }

    /// <summary>Begins a new text. <paramref name="context"/> stands before it and is never taken.</summary>
    /// <param name="context">What stands before the text.</param>
    /// <param name="judged">Classifiers judge it.</param>
    public void Begin(ReadOnlySpan<char> context, bool judged)
    {
        _acting?.Reset(context);
        _observing?.Reset(context);
        _judge?.Begin(context, judged);
        _decided?.Clear();
        _held.Clear();
        _seen.Clear();
        Arrived = 0;
    }

    /// <summary>
    /// Takes a piece and writes what may leave. <paramref name="spelled"/> is how the piece is to be written where it leaves unchanged: as it is, or one unit's escape.
    /// Returns whether exactly this piece left, so that its bytes may stay as they are.
    /// </summary>
    public bool Push(ReadOnlySpan<char> piece, ReadOnlySpan<char> spelled, bool end, MatchBuffer found, PooledBuffer<char> output)
    {
        Arrived += piece.Length;
        Watch(piece, end, found);
        if (_acting is null)
        {
            _judge?.Push(piece, end, found, Arrived);
            output.Write(spelled);
            return true;
        }

        bool waits = _judge is { Acts: true };
        bool nothingHeld = _held.Length == 0;
        bool direct = nothingHeld && piece.Length == spelled.Length && !waits;
        if (!direct)
            _held.Append(piece, spelled);
        ReadOnlySpan<char> text = direct ? piece : _held.Text;
        found.Clear();
        _acting.Scan(text, end, found);
        int release = end ? text.Length : _acting.HoldFrom;
        if (_judge is not null)
        {
            long origin = Arrived - text.Length;
            _judge.Push(piece, end, waits ? WithDecided(found) : found, origin);
            if (waits)
                release = Judged(release, end ? Arrived : _judge.Judged, origin, found);
        }

        bool changed = Release(text, release, direct, found, output);
        _acting.Rebase(release);
        if (!direct)
            _held.Drop(release);
        else if (release < text.Length)
            _held.Append(text[release..], text[release..]);
        if (end)
            _acting.Reset();
        return nothingHeld && !changed && _held.Length == 0;
    }

    public void Dispose()
    {
        _held.Clear();
        _seen.Clear();
        _acting?.Dispose();
        _observing?.Dispose();
        _judge?.Dispose();
    }

    /// <summary>Spans wait with the text that they stand in.</summary>
    private MatchBuffer WithDecided(MatchBuffer found)
    {
        foreach (MatchSpan span in found.Spans)
            _decided!.Append(found, span, by: 0);

        found.Clear();
        return _decided!;
    }

    /// <summary>How much may leave when stretches have to be judged first; the spans in it go to <paramref name="found"/>, the others wait. No span is cut.</summary>
    private int Judged(int release, long judged, long origin, MatchBuffer found)
    {
        release = (int)Math.Min(release, judged - origin);
        foreach (MatchSpan span in _decided!.Spans)
        {
            if (span.Start < release && span.End > release)
                release = span.Start;
        }

        _decided.MoveTo(found, release);
        return release;
    }

    /// <summary>Writes what may leave; whether any of it is not what came.</summary>
    private bool Release(ReadOnlySpan<char> text, int release, bool direct, MatchBuffer found, PooledBuffer<char> output)
    {
        int at = 0;
        bool changed = false;
        long origin = Arrived - text.Length;
        foreach (MatchSpan span in found.Spans)
        {
            ReadOnlySpan<char> taken = text[span.Start..span.End];
            Ruling ruling = Judge.Rule(plan, plan.Acting!.ToScope, found, span, taken, exchange, Direction.Response);
            if (ruling.Decision == Decision.None)
                continue;
            changed = true;
            Blocked |= ruling.Decision == Decision.Block;
            Emit(text, at, span.Start, direct, output);
            int visible = span.Start + Replacement.Write(taken, ruling, inJson, output);
            Emit(text, visible, span.End, direct, output);
            Replaced?.Add((origin + span.Start, origin + span.End));
            at = span.End;
        }

        Emit(text, at, release, direct, output);
        return changed;
    }

    private void Emit(ReadOnlySpan<char> text, int from, int to, bool direct, PooledBuffer<char> output)
    {
        if (direct)
            output.Write(text[from..to]);
        else
            output.Write(_held.Spelled(from, to));
    }

    private void Watch(ReadOnlySpan<char> piece, bool end, MatchBuffer found)
    {
        if (_observing is null)
            return;
        bool direct = _seen.Length == 0;
        if (!direct)
            _seen.Append(piece, piece);
        ReadOnlySpan<char> text = direct ? piece : _seen.Text;
        found.Clear();
        _observing.Scan(text, end, found);
        foreach (MatchSpan span in found.Spans)
            Judge.Rule(plan, plan.Observing!.ToScope, found, span, text[span.Start..span.End], exchange, Direction.Response);
        int done = end ? text.Length : _observing.HoldFrom;
        _observing.Rebase(done);
        if (!direct)
            _seen.Drop(done);
        else
            _seen.Append(text[done..], text[done..]);
        if (end)
            _observing.Reset();
    }

    /// <summary>The undecided end of a text, on pooled memory only while there is one; beside it, where escapes are in it, how each unit is spelled.</summary>
    private struct Window
    {
        private char[]? _text;
        private char[]? _spelled;
        private byte[]? _lengths;
        private int _spelledLength;

        public int Length { get; private set; }

        public readonly ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

        public void Append(ReadOnlySpan<char> text, ReadOnlySpan<char> spelled)
        {
            if (text.IsEmpty)
                return;
            Grow(ref _text, Length, text.Length);
            text.CopyTo(_text.AsSpan(Length));
            if (_lengths is not null || text.Length != spelled.Length)
                Spell(text.Length, spelled);
            Length += text.Length;
        }

        public readonly ReadOnlySpan<char> Spelled(int from, int to)
        {
            if (_lengths is null)
                return _text.AsSpan(from, to - from);
            int start = Sum(0, from);
            return _spelled.AsSpan(start, Sum(from, to));
        }

        public void Drop(int count)
        {
            if (count == Length)
            {
                Clear();
                return;
            }

            if (_lengths is not null)
            {
                int spelled = Sum(0, count);
                _spelled.AsSpan(spelled, _spelledLength - spelled).CopyTo(_spelled);
                _spelledLength -= spelled;
                _lengths.AsSpan(count, Length - count).CopyTo(_lengths);
            }

            _text.AsSpan(count, Length - count).CopyTo(_text);
            Length -= count;
        }

        public void Clear()
        {
            Return(ref _text);
            Return(ref _spelled);
            Return(ref _lengths);
            Length = 0;
            _spelledLength = 0;
        }

        private void Spell(int units, ReadOnlySpan<char> spelled)
        {
            if (_lengths is null)
            {
                _lengths = ArrayPool<byte>.Shared.Rent(Length + units);
                _lengths.AsSpan(0, Length).Fill(1);
                _spelled = ArrayPool<char>.Shared.Rent(Length + spelled.Length);
                _text.AsSpan(0, Length).CopyTo(_spelled);
                _spelledLength = Length;
            }

            Grow(ref _lengths, Length, units);
            Grow(ref _spelled, _spelledLength, spelled.Length);
            _lengths.AsSpan(Length, units).Fill(units == spelled.Length ? (byte)1 : (byte)spelled.Length);
            spelled.CopyTo(_spelled.AsSpan(_spelledLength));
            _spelledLength += spelled.Length;
        }

        private readonly int Sum(int from, int to)
        {
            int sum = 0;
            foreach (byte length in _lengths.AsSpan(from, to - from))
                sum += length;
            return sum;
        }

        private static void Grow<T>(ref T[]? array, int used, int more)
        {
            if (array is not null && array.Length - used >= more)
                return;
            T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(used + more, used * 2));
            array.AsSpan(0, used).CopyTo(larger);
            Return(ref array);
            array = larger;
        }

        private static void Return<T>(ref T[]? array)
        {
            if (array is not null)
                ArrayPool<T>.Shared.Return(array);
            array = null;
        }
    }
}
