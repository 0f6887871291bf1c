using System.Buffers;

namespace Sluice.Inspection;

/// <summary>A growing buffer on pooled memory. Not thread-safe; disposing returns the memory, after which it must not be touched.</summary>
public sealed class PooledBuffer<T> : IBufferWriter<T>, IDisposable
{
    private T[] _array;
    private int _length;

    public PooledBuffer(int capacity = 256) => _array = ArrayPool<T>.Shared.Rent(Math.Max(capacity, 16));

    public int Length => _length;

    public int Capacity => _array.Length;

    public ReadOnlySpan<T> Span => _array.AsSpan(0, _length);

    public ReadOnlyMemory<T> Memory => _array.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Keeps the first <paramref name="length"/> values only.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Drops the first <paramref name="count"/> values and moves the rest to the front.</summary>
    public void Consume(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _length);
        _array.AsSpan(count, _length - count).CopyTo(_array);
        _length -= count;
    }

    public void Write(ReadOnlySpan<T> values)
    {
        values.CopyTo(GetSpan(values.Length));
        _length += values.Length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _length);
        _length += count;
    }

    public Memory<T> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsMemory(_length);
    }

    public Span<T> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsSpan(_length);
    }

    public void Dispose()
    {
        T[] array = _array;
        _array = [];
        _length = 0;
        if (array.Length > 0)
            ArrayPool<T>.Shared.Return(array);
    }

    private void Reserve(int more)
    {
        if (_array.Length - _length >= more)
            return;
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(checked(_length + more), _array.Length * 2));
        _array.AsSpan(0, _length).CopyTo(larger);
        if (_array.Length > 0)
            ArrayPool<T>.Shared.Return(_array);
        _array = larger;
    }
}
