using System.ComponentModel.DataAnnotations;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Configuration;

/// <summary>One limit: at most so much of something per subject within a sliding window.</summary>
public sealed class QuotaOptions
{
    /// <summary>Whose use is counted together.</summary>
    [EnumDataType(typeof(LimitPer))]
    public string Per { get; set; } = nameof(LimitPer.Key);

    /// <summary>What is counted.</summary>
    [EnumDataType(typeof(LimitUnit))]
    public string Count { get; set; } = nameof(LimitUnit.Requests);

    /// <summary>How much is allowed; whole for everything but money.</summary>
    [Range(0.000001, 1_000_000_000_000)]
    public decimal Max { get; set; }

    /// <summary>From a second to 31 days: 1s, 5m, 1h, 30d. Concurrent has none.</summary>
    public string Window { get; set; } = "1m";

    /// <summary>The models that it counts for, * standing for any characters; all where nothing is said.</summary>
    public string Model { get; set; } = "";

    /// <summary>While Redis is away: refuse, count on each node for itself up to its share, or do not count.</summary>
    [EnumDataType(typeof(OutageMode))]
    public string OnOutage { get; set; } = nameof(OutageMode.Local);

    /// <summary>End a stream that uses the budget up; otherwise it ends by itself, and what it took too much is missing from the windows behind.</summary>
    public bool Cut { get; set; }
}

/// <summary>What a million tokens cost, in whatever currency the quotas are meant in.</summary>
public sealed class PriceOptions
{
    /// <summary>Input tokens.</summary>
    [Range(0, 1_000_000)]
    public decimal Input { get; set; }

    /// <summary>Input tokens that the provider had in its cache; as input where nothing is said.</summary>
    [Range(0, 1_000_000)]
    public decimal? CachedInput { get; set; }

    /// <summary>Output tokens.</summary>
    [Range(0, 1_000_000)]
    public decimal Output { get; set; }
}

/// <summary>How limits count.</summary>
public sealed class CountingOptions
{
    /// <summary>Nodes on one Redis: while it is away, each counts up to one of so many parts of a limit.</summary>
    [Range(1, 1_000)]
    public int Nodes { get; set; } = 4;

    /// <summary>How much a cached input token counts for in limits on tokens, from 0 to 1.</summary>
    [Range(0, 1)]
    public decimal CachedInputWeight { get; set; } = 0.1m;

    /// <summary>Output tokens to reserve for a request that does not say how many it wants at most.</summary>
    [Range(1, 1_000_000)]
    public int AssumedOutputTokens { get; set; } = 512;

    /// <summary>How long a call to Redis may take in milliseconds; what takes longer counts as an outage.</summary>
    [Range(5, 5_000)]
    public int RedisDeadline { get; set; } = 50;
}
