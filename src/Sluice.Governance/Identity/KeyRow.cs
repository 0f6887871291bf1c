using System.Net;
using System.Text.Json;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>A row of <c>keys</c>; its properties are the parameters of the statements that write it.</summary>
internal sealed class KeyRow
{
    /// <summary>What a statement must select to fill this.</summary>
    public const string Columns = """
        id AS Id, tenant AS Tenant, name AS Name, project AS Project, app AS App, profile AS Profile, permissions AS Permissions, role AS Role, scope AS Scope, limits AS Limits,
        sources AS Sources, workload AS Workload, status AS Status, reason AS Reason, expires_at AS ExpiresAt, ended_at AS EndedAt, rotation_interval AS RotationInterval,
        rotation_unit AS RotationUnit, created_by AS CreatedBy, created_at AS CreatedAt, updated_by AS UpdatedBy, updated_at AS UpdatedAt
        """;

    public string Id { get; set; } = "";

    public string Tenant { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Project { get; set; }

    public string? App { get; set; }

    public string? Profile { get; set; }

    public long Permissions { get; set; }

    public string? Role { get; set; }

    public string Scope { get; set; } = "";

    public string Limits { get; set; } = "";

    public string Sources { get; set; } = "";

    public string? Workload { get; set; }

    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public long? ExpiresAt { get; set; }

    public long? EndedAt { get; set; }

    public long? RotationInterval { get; set; }

    public string? RotationUnit { get; set; }

    public string CreatedBy { get; set; } = "";

    public long CreatedAt { get; set; }

    public string UpdatedBy { get; set; } = "";

    public long UpdatedAt { get; set; }

    public static KeyRow Of(KeyRecord key)
    {
        KeySettings s = key.Settings;
        return new KeyRow
        {
            Id = key.Id,
            Tenant = key.Tenant,
            Name = s.Name,
            Project = s.Project,
            App = s.App,
            Profile = s.Profile,
            Permissions = s.Permissions.Bits,
            Role = s.Role?.ToString(),
            Scope = JsonSerializer.Serialize(s.Scope, StoreJson.Options),
            Limits = StoreJson.Limits(s.Limits),
            Sources = JsonSerializer.Serialize(s.Sources.Select(n => n.ToString()), StoreJson.Options),
            Workload = s.Workload is null ? null : JsonSerializer.Serialize(s.Workload, StoreJson.Options),
            Status = StatusText(key.Status),
            Reason = key.Reason,
            ExpiresAt = StoreTime.Of(s.ExpiresAt),
            EndedAt = StoreTime.Of(key.EndedAt),
            RotationInterval = s.Rotation?.Interval,
            RotationUnit = s.Rotation?.Unit.ToString(),
            CreatedBy = key.CreatedBy,
            CreatedAt = StoreTime.Of(key.CreatedAt),
            UpdatedBy = key.UpdatedBy,
            UpdatedAt = StoreTime.Of(key.UpdatedAt),
        };
    }

    /// <param name="secrets">The key's secrets, newest first.</param>
    public KeyRecord ToRecord(IReadOnlyList<SecretRecord> secrets) => new(Id, Tenant, ToSettings())
    {
        Status = Enum.Parse<KeyStatus>(Status, ignoreCase: true),
        Reason = Reason,
        EndedAt = StoreTime.From(EndedAt),
        CreatedBy = CreatedBy,
        CreatedAt = StoreTime.From(CreatedAt),
        UpdatedBy = UpdatedBy,
        UpdatedAt = StoreTime.From(UpdatedAt),
        Secrets = secrets,
    };

    public static string StatusText(KeyStatus status) => status switch
    {
        KeyStatus.Active => "active",
        KeyStatus.Revoked => "revoked",
        KeyStatus.Expired => "expired",
        _ => "deleted",
    };

    private KeySettings ToSettings() => new()
    {
        Name = Name,
        Project = Project,
        App = App,
        Profile = Profile,
        Permissions = PermissionSet.FromBits(Permissions),
        Role = Role is null ? null : Enum.Parse<ConsoleRole>(Role),
        Scope = JsonSerializer.Deserialize<AccessScope>(Scope, StoreJson.Options)!,
        Limits = StoreJson.Limits(Limits),
        Sources = [.. JsonSerializer.Deserialize<List<string>>(Sources, StoreJson.Options)!.Select(n => IPNetwork.Parse(n))],
        Workload = Workload is null ? null : JsonSerializer.Deserialize<Workload>(Workload, StoreJson.Options),
        ExpiresAt = StoreTime.From(ExpiresAt),
        Rotation = RotationInterval is { } interval ? new Rotation((int)interval, Enum.Parse<RotationUnit>(RotationUnit!)) : null,
    };
}

/// <summary>A row of <c>key_secrets</c>.</summary>
internal sealed class SecretRow
{
    public const string Columns = "id AS Id, key_id AS KeyId, hash AS Hash, last8 AS Last8, created_at AS CreatedAt, expires_at AS ExpiresAt";

    public string Id { get; set; } = "";

    public string KeyId { get; set; } = "";

    public string Hash { get; set; } = "";

    public string Last8 { get; set; } = "";

    public long CreatedAt { get; set; }

    public long? ExpiresAt { get; set; }

    public SecretRecord ToRecord() => new(Id, Last8, StoreTime.From(CreatedAt), StoreTime.From(ExpiresAt));
}
