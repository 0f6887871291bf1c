using Sluice.Governance.Limits;

namespace Sluice.Governance.Identity.Owners;

/// <summary>A use case: what several keys work for.</summary>
public sealed record Project(string Name) : IOwned
{
    public string Id { get; init; } = "";

    public string Tenant { get; init; } = "";

    public Stamp Stamp { get; init; } = Stamp.None;

    /// <summary>A second name, unique in its tenant, for callers that name a project by header.</summary>
    public string? Alias { get; init; }

    /// <summary>What its keys may use together.</summary>
    public IReadOnlyList<LimitSpec> Limits { get; init; } = [];
}
