namespace Sluice.Governance.Identity.Owners;

/// <summary>A record that belongs to a tenant. <see cref="Id"/>, <see cref="Tenant"/> and <see cref="Stamp"/> are the store's to set.</summary>
public interface IOwned
{
    string Id { get; }

    string Tenant { get; }

    /// <summary>Unique in its tenant.</summary>
    string Name { get; }

    Stamp Stamp { get; }
}

/// <summary>Who made a record and who changed it last; set by the store's services, never from outside.</summary>
public sealed record Stamp(string CreatedBy, DateTimeOffset CreatedAt, string UpdatedBy, DateTimeOffset UpdatedAt)
{
    public static Stamp None { get; } = new("", default, "", default);
}
