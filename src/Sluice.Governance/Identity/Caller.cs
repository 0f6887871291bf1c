using System.Net;
using Sluice.Governance.Limits;

namespace Sluice.Governance.Identity;

/// <summary>How a caller showed who it is.</summary>
public enum CallerKind
{
    /// <summary>Presented nothing.</summary>
    Anonymous,

    /// <summary>Presented its provider's credential, which is forwarded (<c>Passthrough</c>).</summary>
    ProviderCredential,

    /// <summary>A key of the gate's.</summary>
    Key,

    /// <summary>A token of the gate's or of a trusted issuer's.</summary>
    Token,

    /// <summary>A client certificate.</summary>
    Certificate,
}

/// <summary>Who calls, and what it may do. Immutable; holds no secret, and every part is safe to log.</summary>
/// <param name="Id">Stable: the keyed hash of a provider's credential, or the key's, subject's or certificate's name.</param>
public sealed record Caller(string Id)
{
    /// <summary>The tenant of callers that belong to no other.</summary>
    public const string DefaultTenant = "default";

    /// <summary>A caller that presented no credential.</summary>
    public static Caller Anonymous { get; } = new("anonymous");

    public CallerKind Kind { get; init; }

    /// <summary>The key, whichever of its secrets was presented; null where there is none.</summary>
    public string? KeyId { get; init; }

    /// <summary>Which of the key's secrets was presented; two are valid while a rotation overlaps.</summary>
    public string? SecretId { get; init; }

    public string? KeyName { get; init; }

    public string Tenant { get; init; } = DefaultTenant;

    public string? Project { get; init; }

    public string? App { get; init; }

    public PermissionSet Permissions { get; init; }

    public AccessScope Scope { get; init; } = AccessScope.Everything;

    /// <summary>The limits of its own; those of the configuration count beside them.</summary>
    public IReadOnlyList<LimitSpec> Limits { get; init; } = [];

    /// <summary>Networks that it may call from; empty for all.</summary>
    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    public Workload? Workload { get; init; }

    /// <summary>Where a caller is bound to networks, an address that nobody knows is in none of them.</summary>
    public bool MayCallFrom(IPAddress? address)
    {
        if (Sources.Count == 0)
            return true;
        foreach (IPNetwork network in Sources)
        {
            if (address is not null && network.Contains(address))
                return true;
        }

        return false;
    }

    /// <summary>When the credential stops to be one; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Cancelled when the credential is revoked: what is in flight under it ends.</summary>
    public CancellationToken Revoked { get; init; }
}
