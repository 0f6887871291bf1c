using System.Net;
using Sluice.Governance.Limits;

namespace Sluice.Governance.Identity;

/// <summary>Where a key is in its life.</summary>
public enum KeyStatus
{
    Active,

    /// <summary>Opens nothing; may be restored, with the secrets that it had.</summary>
    Revoked,

    /// <summary>Its time is over; history.</summary>
    Expired,

    /// <summary>Its secrets' hashes are gone; may be restored, and then needs a new secret.</summary>
    Deleted,
}

/// <summary>The unit of a rotation interval.</summary>
public enum RotationUnit
{
    Days,
    Months,
    Years,
}

/// <summary>
/// How long a key lives between rotations: it expires when the interval ends, and a rotation begins it anew. Nothing rotates by itself, as nobody would be there to take the new secret.
/// </summary>
/// <param name="Interval">From a day to <see cref="MostYears"/>: what is never rotated within a decade is not rotated.</param>
public sealed record Rotation(int Interval, RotationUnit Unit)
{
    public const int MostYears = 10;

    /// <summary>What is wrong with an interval that is out of bounds.</summary>
    internal const string Bounds = "is not from 1 to 3650 days, 120 months or 10 years";

    /// <summary>The longest interval in a unit.</summary>
    public static int LongestOf(RotationUnit unit) => unit switch
    {
        RotationUnit.Days => 365 * MostYears,
        RotationUnit.Months => 12 * MostYears,
        _ => MostYears,
    };

    public DateTimeOffset After(DateTimeOffset start) => Unit switch
    {
        RotationUnit.Days => start.AddDays(Interval),
        RotationUnit.Months => start.AddMonths(Interval),
        _ => start.AddYears(Interval),
    };
}

/// <summary>What the maker of a key decides. A change takes these and gives others; nothing else of a key can be set from outside.</summary>
public sealed record KeySettings
{
    /// <summary>Up to 128 characters; unique in its tenant among keys that are active or revoked.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of a project of its tenant.</summary>
    public string? Project { get; init; }

    /// <summary>The id of a customer app of its tenant.</summary>
    public string? App { get; init; }

    /// <summary>The id of a deployment profile of its tenant.</summary>
    public string? Profile { get; init; }

    /// <summary>With a <see cref="Role"/>, empty or a part of the role's.</summary>
    public PermissionSet Permissions { get; init; }

    public ConsoleRole? Role { get; init; }

    public AccessScope Scope { get; init; } = AccessScope.Everything;

    public IReadOnlyList<LimitSpec> Limits { get; init; } = [];

    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    public Workload? Workload { get; init; }

    /// <summary>Null for never, or for the end of the first rotation interval where there is one.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public Rotation? Rotation { get; init; }
}

/// <summary>A key as it may be read: nothing of it opens anything.</summary>
public sealed record KeyRecord(string Id, string Tenant, KeySettings Settings)
{
    public KeyStatus Status { get; init; }

    /// <summary>Why it was revoked.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was revoked, deleted or found expired.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public string UpdatedBy { get; init; } = "";

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SecretRecord> Secrets { get; init; } = [];

    /// <summary>Declared in the configuration: changes there, not here.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>The last eight characters of the newest secret; empty where it has none.</summary>
    public string LastCharacters => Secrets.Count > 0 ? Secrets[0].LastCharacters : "";
}

/// <summary>One secret of a key.</summary>
/// <param name="LastCharacters">The last eight.</param>
/// <param name="ExpiresAt">Null where it ends with its key.</param>
public sealed record SecretRecord(string Id, string LastCharacters, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>A key and its new secret, which is told this once.</summary>
public sealed record IssuedKey(KeyRecord Key, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => Key.Id;
}
