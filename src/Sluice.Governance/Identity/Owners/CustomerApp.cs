namespace Sluice.Governance.Identity.Owners;

/// <summary>A customer app in AIRS's sense; keys name it.</summary>
public sealed record CustomerApp(string Name) : IOwned
{
    public string Id { get; init; } = "";

    public string Tenant { get; init; } = "";

    public Stamp Stamp { get; init; } = Stamp.None;

    public string CloudProvider { get; init; } = "";

    public string Environment { get; init; } = "";

    public string? AgentFramework { get; init; }

    public string? ModelName { get; init; }

    /// <summary><c>completed</c> or <c>pending</c>.</summary>
    public string Status { get; init; } = "completed";
}
