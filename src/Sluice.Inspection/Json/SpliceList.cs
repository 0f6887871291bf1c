using System.Buffers;

namespace Sluice.Inspection.Json;

/// <summary>Changes to a document: stretches of it and the bytes that stand there instead. Reused; not thread-safe.</summary>
internal sealed class SpliceList : IDisposable
{
    private readonly List<Splice> _splices = [];
    private readonly PooledBuffer<byte> _bytes = new(1024);

    public int Count => _splices.Count;

    /// <summary>Receives the replacement of the splice that <see cref="Close"/> will add.</summary>
    public PooledBuffer<byte> Replacement => _bytes;

    /// <summary>Where the next replacement begins; give it to <see cref="Close"/>.</summary>
    public int Open() => _bytes.Length;

    /// <summary>Adds a splice: <paramref name="length"/> bytes from <paramref name="start"/> on become what was written since <paramref name="opened"/>.</summary>
    public void Close(int start, int length, int opened) => _splices.Add(new Splice(start, length, opened, _bytes.Length - opened));

    /// <summary>Takes out a stretch, and with it every change inside.</summary>
    public void Cut(int start, int length)
    {
        _splices.RemoveAll(s => s.Start >= start && s.Start + s.Length <= start + length);
        Close(start, length, Open());
    }

    public void Clear()
    {
        _splices.Clear();
        _bytes.Clear();
    }

    /// <summary>Writes <paramref name="document"/> with every change made.</summary>
    public void Apply(ReadOnlySpan<byte> document, IBufferWriter<byte> output)
    {
        // Stable, as an insertion stands before a change at the same place.
        if (!InOrder())
            SortByStart();
        int at = 0;
        foreach (Splice splice in _splices)
        {
            output.Write(document[at..splice.Start]);
            output.Write(_bytes.Span.Slice(splice.From, splice.Bytes));
            at = splice.Start + splice.Length;
        }

        output.Write(document[at..]);
    }

    /// <summary>Where a place of the document stands once every change is made; what is written at the place itself stands before it.</summary>
    public int Moved(int place)
    {
        int moved = place;
        foreach (Splice splice in _splices)
        {
            if (splice.Start + splice.Length <= place)
                moved += splice.Bytes - splice.Length;
        }

        return moved;
    }

    public void Dispose() => _bytes.Dispose();

    private bool InOrder()
    {
        for (int i = 1; i < _splices.Count; i++)
        {
            if (_splices[i].Start < _splices[i - 1].Start)
                return false;
        }

        return true;
    }

    private void SortByStart()
    {
        Splice[] sorted = [.. _splices.OrderBy(s => s.Start)];
        _splices.Clear();
        _splices.AddRange(sorted);
    }

    private readonly record struct Splice(int Start, int Length, int From, int Bytes);
}
