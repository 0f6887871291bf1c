using Sluice.Inspection;

namespace Sluice.Gateway.Exchanges;

/// <summary>A pooled buffer whose memory is charged to the process's budget until it is disposed. Not thread-safe.</summary>
internal sealed class BudgetedBytes : IDisposable
{
    private readonly BufferBudget _budget;
    private readonly long _limit;
    private PooledBuffer<byte>? _bytes;
    private long _charged;

    private BudgetedBytes(BufferBudget budget, long limit)
    {
        _budget = budget;
        _limit = limit;
    }

    /// <param name="budget">The process's budget.</param>
    /// <param name="limit">The budget's size in bytes under the exchange's configuration.</param>
    /// <param name="firstCapacity">Bytes to make room for at the first read.</param>
    public static BudgetedBytes Create(BufferBudget budget, long limit, int firstCapacity) =>
        new(budget, limit) { _bytes = new PooledBuffer<byte>(firstCapacity) };

    /// <summary>Takes over bytes that exist already.</summary>
    public static BudgetedBytes Adopt(BufferBudget budget, PooledBuffer<byte> bytes)
    {
        budget.Charge(bytes.Capacity);
        return new BudgetedBytes(budget, long.MaxValue) { _bytes = bytes, _charged = bytes.Capacity };
    }

    public int Length => Bytes.Length;

    public ReadOnlyMemory<byte> Memory => Bytes.Memory;

    public ReadOnlySpan<byte> Span => Bytes.Span;

    private PooledBuffer<byte> Bytes => _bytes ?? throw new ObjectDisposedException(nameof(BudgetedBytes));

    /// <summary>Room for at least <paramref name="sizeHint"/> more bytes; false where the budget has none.</summary>
    public bool TryGetRoom(int sizeHint, out Memory<byte> room)
    {
        room = Bytes.GetMemory(sizeHint);
        long grown = Bytes.Capacity - _charged;
        if (grown == 0)
            return true;
        if (!_budget.TryCharge(grown, _limit))
            return false;
        _charged += grown;
        return true;
    }

    public void Advance(int count) => Bytes.Advance(count);

    public void Dispose()
    {
        if (_bytes is null)
            return;
        _bytes.Dispose();
        _bytes = null;
        _budget.Release(_charged);
    }
}
