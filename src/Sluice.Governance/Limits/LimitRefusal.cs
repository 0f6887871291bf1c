namespace Sluice.Governance.Limits;

/// <summary>Why a request was refused.</summary>
public enum LimitRefusalReason
{
    /// <summary>The limit is reached.</summary>
    Exceeded,

    /// <summary>The request alone is more than the limit allows: it will never fit.</summary>
    TooLarge,

    /// <summary>The counters cannot be reached, and this limit is closed meanwhile.</summary>
    Unavailable,

    /// <summary>The limit counts money, and there are no prices.</summary>
    Unpriced,
}

/// <summary>Which limit refused a request, and when to ask again.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Limit">The limit.</param>
/// <param name="RetryAfter">When there is room, as far as can be told; zero where waiting does not help.</param>
/// <param name="Remaining">What is left of the limit, in its unit.</param>
/// <param name="Reset">When all of it is there again if nothing else is spent.</param>
public sealed record LimitRefusal(LimitRefusalReason Reason, LimitSpec Limit, TimeSpan RetryAfter, decimal Remaining = 0, TimeSpan Reset = default);

/// <summary>Much of a quota is used up.</summary>
/// <param name="Limit">The quota.</param>
/// <param name="Caller">Whose request it was that reached the level.</param>
/// <param name="Used">What is used, in the limit's unit.</param>
public sealed record QuotaAlert(LimitSpec Limit, Identity.Caller Caller, decimal Used);
