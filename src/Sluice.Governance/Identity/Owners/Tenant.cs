using Sluice.Governance.Limits;

namespace Sluice.Governance.Identity.Owners;

/// <summary>A tenant: its keys, projects and all else are invisible to others.</summary>
/// <param name="Id">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, up to 64; never changes.</param>
public sealed record Tenant(string Id)
{
    public string Name { get; init; } = "";

    /// <summary>What all of its keys may use together.</summary>
    public IReadOnlyList<LimitSpec> Limits { get; init; } = [];

    public Stamp Stamp { get; init; } = Stamp.None;
}
