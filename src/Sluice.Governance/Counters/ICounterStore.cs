namespace Sluice.Governance.Counters;

/// <summary>
/// Counters that requests are charged to. Implementations never throw for a store that is away: they answer <see cref="TakeStatus.Unavailable"/> within their deadline. Thread-safe.
/// </summary>
public interface ICounterStore : IAsyncDisposable
{
    /// <summary>Whether the counters can be reached, as far as is known.</summary>
    bool IsAvailable { get; }

    /// <summary>Whether an answer needs no waiting: the counters are this process's own.</summary>
    bool IsLocal { get; }

    /// <summary>Takes of all counters or of none, and writes into each charge what was found.</summary>
    /// <param name="tenant">Whose counters those are that are not <see cref="CounterCharge.Shared"/>.</param>
    /// <param name="charges">The counters; each key once.</param>
    /// <param name="lease">Names the holder of slots of <see cref="CounterKind.Concurrent"/> counters; unique.</param>
    /// <param name="cancellation">Ends the waiting; what was sent may have been taken.</param>
    ValueTask<TakeResult> TakeAsync(string tenant, CounterCharge[] charges, string lease, CancellationToken cancellation = default);

    /// <summary>
    /// Adds to counters without asking for room, or gives back: what a window cannot hold is charged to the windows that follow. Slots of <see cref="CounterKind.Concurrent"/>
    /// counters are given back. Writes <see cref="CounterCharge.Used"/> and <see cref="CounterCharge.Alerts"/>. False where the counters cannot be reached.
    /// </summary>
    ValueTask<bool> SettleAsync(string tenant, CounterCharge[] charges, string lease);

    /// <summary>Lengthens the life of the slots that a lease holds.</summary>
    ValueTask<bool> RenewAsync(string tenant, CounterCharge[] charges, string lease);
}
