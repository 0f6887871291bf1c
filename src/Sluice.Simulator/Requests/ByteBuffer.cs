using System.Buffers;

namespace Sluice.Simulator.Requests;

/// <summary>Pooled bytes that grow up to a bound; writing past it throws <see cref="ByteBufferFullException"/>.</summary>
internal sealed class ByteBuffer(int maxLength) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>What is written from a place on, to be changed or added up.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Takes the last bytes back.</summary>
    public void Drop(int count) => Length -= count;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        if (Length + count > maxLength) throw new ByteBufferFullException();
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count) return;
        // The bound is held in Advance: a hint is an upper estimate, such as three bytes for each character.
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(1024L, Math.Max((long)Length + count, 2L * Length))));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

/// <summary>A <see cref="ByteBuffer"/> reached its bound.</summary>
internal sealed class ByteBufferFullException : Exception;
