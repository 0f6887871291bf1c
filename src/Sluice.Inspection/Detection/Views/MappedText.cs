namespace Sluice.Inspection.Detection.Views;

/// <summary>Units that stand for stretches of another text, whose places count from that text's beginning. On pooled memory; not thread-safe.</summary>
internal sealed class MappedText : IDisposable
{
    private readonly PooledBuffer<char> _text = new(64);
    private readonly PooledBuffer<long> _starts = new(64);
    private readonly PooledBuffer<long> _ends = new(64);

    public int Length => _text.Length;

    public int Capacity => _text.Capacity;

    public ReadOnlySpan<char> Text => _text.Span;

    public void Add(char unit, long start, long end)
    {
        _text.Write(new ReadOnlySpan<char>(ref unit));
        _starts.Write(new ReadOnlySpan<long>(ref start));
        _ends.Write(new ReadOnlySpan<long>(ref end));
    }

    /// <summary>Adds units that stand for themselves.</summary>
    public void Add(ReadOnlySpan<char> text, long start)
    {
        _text.Write(text);
        Span<long> starts = _starts.GetSpan(text.Length);
        Span<long> ends = _ends.GetSpan(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            starts[i] = start + i;
            ends[i] = start + i + 1;
        }

        _starts.Advance(text.Length);
        _ends.Advance(text.Length);
    }

    /// <summary>Where what the unit stands for begins.</summary>
    public long StartOf(int unit) => _starts.Span[unit];

    /// <summary>Where what the unit stands for ends.</summary>
    public long EndOf(int unit) => _ends.Span[unit];

    public void Drop(int count)
    {
        _text.Consume(count);
        _starts.Consume(count);
        _ends.Consume(count);
    }

    public void Clear() => Drop(Length);

    public void Dispose()
    {
        _text.Dispose();
        _starts.Dispose();
        _ends.Dispose();
    }
}
