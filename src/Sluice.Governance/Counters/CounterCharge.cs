namespace Sluice.Governance.Counters;

/// <summary>How a counter counts.</summary>
public enum CounterKind
{
    /// <summary>What was spent within a sliding window.</summary>
    Window,

    /// <summary>How many are under way; each is a lease that runs out unless it is renewed, so that a node that crashed gives its slots back.</summary>
    Concurrent,
}

/// <summary>One counter, and what one request takes of it. A store writes what it found into the same element.</summary>
public struct CounterCharge
{
    /// <summary>Identifies the counter; starts with its hash tag where the store has any use for one.</summary>
    public string Key { get; init; }

    public CounterKind Kind { get; init; }

    /// <summary>Counts requests of several tenants, so that it cannot live beside one tenant's counters.</summary>
    public bool Shared { get; init; }

    /// <summary>Most that the counter may show, above zero.</summary>
    public long Max { get; init; }

    /// <summary>The window in milliseconds; a lease's life for <see cref="CounterKind.Concurrent"/>.</summary>
    public long Window { get; init; }

    /// <summary>Where not zero: reaching it is told, once per window.</summary>
    public long AlertAt { get; init; }

    /// <summary>What to take; where it settles, what to add (or to give back, below zero).</summary>
    public long Amount { get; set; }

    /// <summary>Take less than <see cref="Amount"/> rather than nothing, but not less than this; zero for all or nothing.</summary>
    public long Least { get; set; }

    /// <summary>Found: the step of the window that the amount was booked in.</summary>
    public long Step { get; set; }

    /// <summary>Found: what was taken.</summary>
    public long Taken { get; set; }

    /// <summary>Found: what the counter shows.</summary>
    public long Used { get; set; }

    /// <summary>Found: milliseconds until the counter shows zero again if nothing else is spent.</summary>
    public long Reset { get; set; }

    /// <summary>Found: milliseconds until the step at hand ends.</summary>
    public long StepLeft { get; set; }

    /// <summary>Found: <see cref="AlertAt"/> was reached just now.</summary>
    public bool Alerts { get; set; }
}

/// <summary>How a store answered.</summary>
public enum TakeStatus
{
    /// <summary>Everything was taken.</summary>
    Taken,

    /// <summary>A counter had no room: nothing was taken of any.</summary>
    Refused,

    /// <summary>The counters cannot be reached, or there is no room for more of them: nothing is known to be taken.</summary>
    Unavailable,
}

/// <param name="Status">Whether it was taken.</param>
/// <param name="Refused">Index of the charge that was refused; of several the one with the longest wait.</param>
/// <param name="RetryAfter">Milliseconds until it has room, as far as can be told.</param>
public readonly record struct TakeResult(TakeStatus Status, int Refused = -1, long RetryAfter = 0)
{
    public static TakeResult Taken => new(TakeStatus.Taken);

    public static TakeResult Unavailable => new(TakeStatus.Unavailable);
}
