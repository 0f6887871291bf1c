namespace Sluice.Governance.Identity.Owners;

/// <summary>A deployment profile in AIRS's sense.</summary>
public sealed record DeploymentProfile(string Name) : IOwned
{
    public string Id { get; init; } = "";

    public string Tenant { get; init; } = "";

    public Stamp Stamp { get; init; } = Stamp.None;

    /// <summary>What a key's creation names it by; identifies, opens nothing.</summary>
    public string AuthCode { get; init; } = "";

    /// <summary><c>activated</c> or <c>unactivated</c>.</summary>
    public string Status { get; init; } = "activated";

    public DateTimeOffset? ExpiresAt { get; init; }
}
