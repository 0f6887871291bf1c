namespace Sluice.Governance.Store;

/// <summary>What of the store changed. Each has a sequence of its own.</summary>
public enum ChangeTopic
{
    /// <summary>Keys and their secrets.</summary>
    Keys,

    /// <summary>Tenants, projects, apps, deployment profiles, users.</summary>
    Owners,

    SigningKeys,

    /// <summary>Invalidated tokens.</summary>
    Tokens,

    /// <summary>Protected secrets.</summary>
    Secrets,
}
