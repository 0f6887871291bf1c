namespace Sluice.Gateway.Exchanges;

/// <summary>
/// A request body in memory, ready to be sent any number of times until its owner lets go. HTTP/2 may still be sending when the answer has
/// begun, so the memory goes back to the pool when the owner and every sender are done. Thread-safe.
/// </summary>
internal sealed class RequestBody(BudgetedBytes bytes, bool replaced) : IDisposable
{
    private int _users = 1;
    private int _released;

    /// <summary>The bytes are not the caller's: they are uncompressed, and no digest of the caller's holds for them.</summary>
    public bool Replaced => replaced;

    public long Length { get; } = bytes.Length;

    public async Task WriteToAsync(Stream target, CancellationToken cancellation)
    {
        Enter();
        try
        {
            await target.WriteAsync(bytes.Memory, cancellation);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The owner will not send it again.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            Leave();
    }

    private void Enter()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            ObjectDisposedException.ThrowIf(users == 0, this);
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            bytes.Dispose();
    }
}
