using System.Buffers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires;

/// <summary>The events that one step of a stream writes. It knows where each ends, so that each can be flushed on its own.</summary>
internal sealed class EventOutput(int maxLength) : IBufferWriter<byte>, IDisposable
{
    private readonly ByteBuffer _bytes = new(maxLength);
    private readonly List<int> _ends = [];

    public int Length => _bytes.Length;

    public ReadOnlyMemory<byte> Written => _bytes.Written;

    /// <summary>Whether any event was ever written.</summary>
    public bool HasBegun { get; private set; }

    public void EndEvent()
    {
        _ends.Add(_bytes.Length);
        HasBegun = true;
    }

    /// <summary>The events in their order; the memory holds until <see cref="Clear"/>.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        int start = 0;
        foreach (int end in _ends)
        {
            yield return _bytes.Written[start..end];
            start = end;
        }
    }

    public void Clear()
    {
        _bytes.Clear();
        _ends.Clear();
    }

    /// <summary>What is written from a place on, to be changed or added up.</summary>
    public Span<byte> From(int start) => _bytes.From(start);

    /// <summary>Takes the last bytes back.</summary>
    public void Drop(int count) => _bytes.Drop(count);

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    public void Dispose() => _bytes.Dispose();
}
