namespace Sluice.Inspection.Streaming;

/// <summary>
/// Token probabilities of one lane: they leave with the text that they describe, and those of a replaced stretch never. Where tokens and text do not add up, nothing
/// that had to wait leaves any more. Not thread-safe.
/// </summary>
internal sealed class LogprobQueue : IDisposable
{
    private readonly PooledBuffer<byte> _bytes = new(256);
    private readonly List<Waiting> _waiting = [];
    private long _described;

    /// <summary>The stretches of the lane's text that were replaced.</summary>
    public List<(long Start, long End)> Replaced { get; } = [];

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>The tokens of an event that left unchanged: nothing waits, the count goes on.</summary>
    public void Pass(int units) => _described += units;

    /// <summary>A token arrived. <paramref name="dirty"/> ones are dropped when their turn comes.</summary>
    public void Add(ReadOnlySpan<byte> entry, int units, bool dirty)
    {
        _waiting.Add(new Waiting(_described, _described + units, entry.Length, dirty));
        _bytes.Write(entry);
        _described += units;
    }

    /// <summary>Writes the entries, comma between, whose text is decided, and drops those that describe something replaced.</summary>
    /// <param name="decided">Units of the lane's text that have been decided.</param>
    /// <param name="arrived">Units of the lane's text that have arrived.</param>
    /// <param name="output">Receives them.</param>
    public void Release(long decided, long arrived, PooledBuffer<byte> output)
    {
        bool aligned = arrived == _described;
        int bytes = 0;
        int count = 0;
        int start = output.Length;
        foreach (Waiting entry in _waiting)
        {
            if (aligned && entry.End > decided)
                break;
            if (aligned && !entry.Dirty && !IsReplaced(entry))
            {
                if (output.Length > start)
                    output.Write(","u8);
                output.Write(_bytes.Span.Slice(bytes, entry.Bytes));
            }

            bytes += entry.Bytes;
            count++;
        }

        _waiting.RemoveRange(0, count);
        _bytes.Consume(bytes);
        long next = _waiting.Count > 0 ? _waiting[0].Start : decided;
        Replaced.RemoveAll(r => r.End <= next);
    }

    public void Dispose() => _bytes.Dispose();

    private bool IsReplaced(Waiting entry)
    {
        foreach ((long start, long end) in Replaced)
        {
            if ((entry.Start < end && start < entry.End) || (entry.Start == entry.End && start < entry.Start && entry.Start <= end))
                return true;
        }

        return false;
    }

    private readonly record struct Waiting(long Start, long End, int Bytes, bool Dirty);
}
