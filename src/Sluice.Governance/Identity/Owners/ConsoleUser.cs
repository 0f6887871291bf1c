namespace Sluice.Governance.Identity.Owners;

/// <summary>A person of the console.</summary>
/// <param name="Name">The e-mail address.</param>
public sealed record ConsoleUser(string Name) : IOwned
{
    public string Id { get; init; } = "";

    public string Tenant { get; init; } = "";

    public Stamp Stamp { get; init; } = Stamp.None;

    public ConsoleRole Role { get; init; } = ConsoleRole.Viewer;
}
