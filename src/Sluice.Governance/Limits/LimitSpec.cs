namespace Sluice.Governance.Limits;

/// <summary>Whose use is counted together.</summary>
public enum LimitPer
{
    Key,
    Project,
    Tenant,

    /// <summary>The /24 of an IPv4 address, the /56 of an IPv6 address.</summary>
    Source,

    /// <summary>The model, within the caller's tenant.</summary>
    Model,

    /// <summary>Everyone.</summary>
    Global,
}

/// <summary>What is counted.</summary>
public enum LimitUnit
{
    Requests,
    InputTokens,
    OutputTokens,

    /// <summary>Input and output together.</summary>
    Tokens,

    /// <summary>Exchanges that are under way, streams or not; has no window.</summary>
    Concurrent,

    /// <summary>Money by the configured prices, in the configuration's currency.</summary>
    Spend,
}

/// <summary>What becomes of a limit while the counters cannot be reached.</summary>
public enum OutageMode
{
    /// <summary>Requests are refused with 503.</summary>
    Closed,

    /// <summary>Each node counts for itself, up to its share of the limit.</summary>
    Local,

    /// <summary>The limit does not count.</summary>
    Open,
}

/// <summary>One limit: at most <see cref="Max"/> of a unit per subject within a sliding window.</summary>
/// <param name="Name">Unique where it is declared; errors, metrics and the audit log say it.</param>
public sealed record LimitSpec(string Name)
{
    public LimitPer Per { get; init; } = LimitPer.Key;

    public LimitUnit Count { get; init; } = LimitUnit.Requests;

    /// <summary>Above zero.</summary>
    public decimal Max { get; init; }

    /// <summary>From a second to 31 days; ignored for <see cref="LimitUnit.Concurrent"/>.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The models that it counts for, <c>*</c> standing for any characters; empty for all.</summary>
    public string Model { get; init; } = "";

    public OutageMode OnOutage { get; init; } = OutageMode.Local;

    /// <summary>A stream that uses the budget up is ended, in its own grammar; otherwise it ends by itself and the overdraft counts for the next window.</summary>
    public bool Cut { get; init; }
}
