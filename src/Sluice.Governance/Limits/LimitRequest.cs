using System.Net;
using Sluice.Governance.Identity;
using Sluice.Inspection;

namespace Sluice.Governance.Limits;

/// <summary>A request that wants to go on.</summary>
/// <param name="Caller">Who calls; its own limits count beside those of its tenant, its project and the rules.</param>
/// <param name="Rules">The limits of the configuration that it came in under.</param>
public sealed record LimitRequest(Caller Caller, LimitRules Rules)
{
    /// <summary>The limits that its tenant was given.</summary>
    public IReadOnlyList<LimitSpec> OfTenant { get; init; } = [];

    /// <summary>The limits that its project was given.</summary>
    public IReadOnlyList<LimitSpec> OfProject { get; init; } = [];

    /// <summary>Where it comes from; null where that is not known, and then all such callers count together.</summary>
    public IPAddress? Source { get; init; }

    public string? Model { get; init; }

    /// <summary>Tokens that it will take, as far as can be told: what is reserved. None at all for a request that asks no model.</summary>
    public TokenUsage Estimate { get; init; }
}

/// <summary>What became of a request.</summary>
public enum LimitOutcome
{
    /// <summary>It was answered, in whole or in part: what it took is counted.</summary>
    Answered,

    /// <summary>The provider would not have it: it took no tokens, but it was a request.</summary>
    Rejected,

    /// <summary>It was not answered, through no fault of the caller's: nothing is counted.</summary>
    Failed,
}

/// <summary>What a request took.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Tokens">As the provider counted them, or as the gate estimates them.</param>
/// <param name="Model">Whose prices hold; null for the model that was reserved for.</param>
public readonly record struct LimitUsage(LimitOutcome Outcome, TokenUsage Tokens = default, string? Model = null)
{
    /// <summary>The provider's own count never came.</summary>
    public bool Estimated { get; init; }
}
