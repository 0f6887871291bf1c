using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management.Own;

/// <summary>Keys in bodies and answers. What comes in has the shape of <see cref="OwnShapes.KeyChange"/>.</summary>
internal static class KeyJson
{
    /// <summary>The texts of a body that are no permission or no network, as member and problem; null where all are.</summary>
    public static (string Field, string Problem)? Wrong(JsonElement body)
    {
        if (Texts(body, "permissions")?.FirstOrDefault(t => !Permission.TryParse(t, out _)) is not null)
            return ("permissions", "names one that does not exist; GET /v1/sluice/permissions lists them");
        return Texts(body, "sources")?.FirstOrDefault(t => !IPNetwork.TryParse(t, out _)) is not null ? ("sources", "holds what is no network such as 10.0.0.0/8") : null;
    }

    /// <summary>The settings with what the body gives in the place of what was there; <c>null</c> takes away.</summary>
    public static KeySettings Apply(KeySettings settings, JsonElement body) => settings with
    {
        Name = Text(body, "name", settings.Name) ?? "",
        Project = Text(body, "project", settings.Project),
        App = Text(body, "app", settings.App),
        Profile = Text(body, "profile", settings.Profile),
        Permissions = Texts(body, "permissions") is { } permissions ? PermissionsOf(permissions) : RoleChanges(body) ? PermissionSet.None : settings.Permissions,
        Role = Given(body, "role", out JsonElement role) ? RoleOf(role) : settings.Role,
        Scope = new AccessScope
        {
            Models = Texts(body, "models") ?? settings.Scope.Models,
            Endpoints = Texts(body, "endpoints") ?? settings.Scope.Endpoints,
            Parameters = Texts(body, "parameters") ?? settings.Scope.Parameters,
        },
        Limits = Given(body, "limits", out JsonElement limits) ? LimitJson.Read(limits) : settings.Limits,
        Sources = Texts(body, "sources") is { } sources ? [.. sources.Select(s => IPNetwork.Parse(s))] : settings.Sources,
        Workload = Given(body, "workload", out JsonElement workload) ? WorkloadOf(workload) : settings.Workload,
        ExpiresAt = Given(body, "expires_at", out JsonElement end) ? TimeOf(end) : settings.ExpiresAt,
        Rotation = Given(body, "rotation", out JsonElement rotation) ? RotationOf(rotation) : settings.Rotation,
    };

    public static JsonObject Write(KeyRecord key)
    {
        KeySettings s = key.Settings;
        return new JsonObject { ["id"] = key.Id, ["name"] = s.Name }
            .With("project", s.Project).With("app", s.App).With("profile", s.Profile)
            .With("permissions", ManagementJson.List(s.Permissions.Permissions().Select(p => p.ToString())))
            .With("role", s.Role?.ToString())
            .With("models", ManagementJson.List(s.Scope.Models)).With("endpoints", ManagementJson.List(s.Scope.Endpoints)).With("parameters", ManagementJson.List(s.Scope.Parameters))
            .With("limits", LimitJson.Write(s.Limits))
            .With("sources", ManagementJson.List(s.Sources.Select(n => n.ToString())))
            .With("workload", s.Workload is null ? null : new JsonObject { ["kind"] = s.Workload.Kind }.With("requests_per_hour", s.Workload.RequestsPerHour))
            .With("expires_at", ManagementJson.Time(s.ExpiresAt))
            .With("rotation", s.Rotation is null ? null : new JsonObject { ["interval"] = s.Rotation.Interval, ["unit"] = s.Rotation.Unit.ToString().ToLowerInvariant() })
            .With("status", key.Status.ToString().ToLowerInvariant())
            .With("reason", key.Reason).With("ended_at", ManagementJson.Time(key.EndedAt))
            .With("last_characters", key.LastCharacters)
            .With("secrets", new JsonArray([.. key.Secrets.Select(Write)]))
            .With("declared", key.IsDeclared)
            .With("created_by", key.CreatedBy).With("created_at", ManagementJson.Time(key.CreatedAt))
            .With("updated_by", key.UpdatedBy).With("updated_at", ManagementJson.Time(key.UpdatedAt));
    }

    /// <summary>With the secret, this once.</summary>
    public static JsonObject Write(IssuedKey issued) => Write(issued.Key).With("secret", issued.Secret);

    public static Rotation? RotationOf(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new Rotation((int)json.GetProperty("interval").GetInt64(), Enum.Parse<RotationUnit>(json.GetProperty("unit").GetString()!, ignoreCase: true))
        : null;

    private static JsonObject Write(SecretRecord secret) =>
        new JsonObject { ["id"] = secret.Id, ["last_characters"] = secret.LastCharacters, ["created_at"] = ManagementJson.Time(secret.CreatedAt) }
            .With("expires_at", ManagementJson.Time(secret.ExpiresAt));

    private static bool Given(JsonElement body, string name, out JsonElement value) => body.TryGetProperty(name, out value);

    /// <summary>A role that is given without permissions brings its own.</summary>
    private static bool RoleChanges(JsonElement body) => body.TryGetProperty("role", out JsonElement role) && role.ValueKind == JsonValueKind.String;

    private static string? Text(JsonElement body, string name, string? before) =>
        !body.TryGetProperty(name, out JsonElement value) ? before : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static IReadOnlyList<string>? Texts(JsonElement body, string name) => !body.TryGetProperty(name, out JsonElement list)
        ? null
        : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];

    private static PermissionSet PermissionsOf(IReadOnlyList<string> texts) =>
        PermissionSet.Of([.. texts.Select(t => Permission.TryParse(t, out Permission permission) ? permission : throw new ArgumentException("was not checked", nameof(texts)))]);

    private static ConsoleRole? RoleOf(JsonElement json) => json.ValueKind == JsonValueKind.String ? Enum.Parse<ConsoleRole>(json.GetString()!, ignoreCase: true) : null;

    private static Workload? WorkloadOf(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new Workload(
            json.GetProperty("kind").GetString()!.ToLowerInvariant(),
            json.TryGetProperty("requests_per_hour", out JsonElement rate) && rate.ValueKind == JsonValueKind.Number ? rate.GetInt64() : null)
        : null;

    private static DateTimeOffset? TimeOf(JsonElement json) => json.ValueKind == JsonValueKind.String && Shapes.ShapeCheck.IsTime(json.GetString()!, out DateTimeOffset time) ? time : null;
}
