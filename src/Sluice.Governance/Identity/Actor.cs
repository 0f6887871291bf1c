using System.Net;

namespace Sluice.Governance.Identity;

/// <summary>Who acts upon keys and the rest of the store, and what it holds: nobody gives away more than that.</summary>
/// <param name="Name">What the audit log says: a key's name, a subject, or <c>cli:user</c>.</param>
public sealed record Actor(string Name)
{
    public string? KeyId { get; init; }

    public string? SecretId { get; init; }

    public string? KeyName { get; init; }

    /// <summary>The project that it is bound to; null for one that may act for all of its tenant.</summary>
    public string? Project { get; init; }

    public PermissionSet Permissions { get; init; }

    public AccessScope Scope { get; init; } = AccessScope.Everything;

    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The address that it acts from.</summary>
    public string? Source { get; init; }

    /// <summary>A caller, from an address.</summary>
    public static Actor Of(Caller caller, string? source)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new Actor(caller.KeyName ?? caller.Id)
        {
            KeyId = caller.KeyId,
            SecretId = caller.SecretId,
            KeyName = caller.KeyName,
            Project = caller.Project,
            Permissions = caller.Permissions,
            Scope = caller.Scope,
            Sources = caller.Sources,
            ExpiresAt = caller.ExpiresAt,
            Source = source,
        };
    }

    /// <summary>Whoever has the store itself in hand, and so everything in it.</summary>
    public static Actor Operator(string name) => new(name) { Permissions = PermissionSet.All, Scope = new AccessScope { Parameters = ["*"] } };
}
