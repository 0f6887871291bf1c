namespace Sluice.Gateway.Exchanges;

/// <summary>How many bytes the whole process may buffer of requests and answers. Thread-safe.</summary>
internal sealed class BufferBudget
{
    private long _used;

    /// <summary>Bytes charged at the moment.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Charges <paramref name="bytes"/> unless that goes beyond <paramref name="limit"/>, which a reload may have changed.</summary>
    public bool TryCharge(long bytes, long limit)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
            return true;
        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <summary>Charges what exists already and cannot be refused any more.</summary>
    public void Charge(long bytes) => Interlocked.Add(ref _used, bytes);

    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
