using System.Text.Json.Nodes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;

namespace Sluice.Gateway.Management.Airs;

/// <summary>Keys and apps in AIRS's words. A key's app and deployment profile are looked up by id, each once for an answer.</summary>
internal sealed class AirsNames(OwnedRecords<CustomerApp> apps, OwnedRecords<DeploymentProfile> profiles)
{
    /// <summary>What AIRS's clients are told of a key that never ends: they require a time.</summary>
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private readonly Dictionary<string, CustomerApp?> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeploymentProfile?> _profiles = new(StringComparer.Ordinal);

    public async Task<JsonObject> WriteAsync(KeyRecord key, CancellationToken cancellation)
    {
        CustomerApp? app = await AppAsync(key.Tenant, key.Settings.App, cancellation);
        DeploymentProfile? profile = await ProfileAsync(key.Tenant, key.Settings.Profile, cancellation);
        return new JsonObject
        {
            ["api_key_id"] = key.Id,
            ["api_key_last8"] = key.LastCharacters,
            ["auth_code"] = profile?.AuthCode ?? "",
            ["expiration"] = ManagementJson.Time(key.Settings.ExpiresAt ?? Never),
            ["revoked"] = key.Status == KeyStatus.Revoked,
            ["api_key_name"] = key.Settings.Name,
            ["tsg_id"] = key.Tenant,
        }
            .With("revoke_reason", key.Reason)
            .With("cust_app", app?.Name).With("cust_env", app?.Environment).With("cust_ai_agent_framework", app?.AgentFramework).With("cust_cloud_provider", app?.CloudProvider)
            .With("customer_appId", app?.Id)
            .With("created_by", key.CreatedBy).With("updated_by", key.UpdatedBy)
            .With("last_modified_ts", ManagementJson.Time(key.UpdatedAt)).With("creation_ts", ManagementJson.Time(key.CreatedAt))
            .With("rotation_time_interval", key.Settings.Rotation?.Interval).With("rotation_time_unit", key.Settings.Rotation?.Unit.ToString().ToLowerInvariant())
            .With("dp_name", profile?.Name)
            .With("status", key.Status.ToString().ToLowerInvariant());
    }

    public static JsonObject Write(CustomerApp app) =>
        new JsonObject { ["customer_appId"] = app.Id, ["tsg_id"] = app.Tenant, ["app_name"] = app.Name, ["cloud_provider"] = app.CloudProvider, ["environment"] = app.Environment }
            .With("model_name", app.ModelName).With("status", app.Status).With("ai_agent_framework", app.AgentFramework)
            .With("created_by", app.Stamp.CreatedBy).With("updated_by", app.Stamp.UpdatedBy);

    public async Task<CustomerApp?> AppAsync(string tenant, string? id, CancellationToken cancellation)
    {
        if (id is null)
            return null;
        if (!_apps.TryGetValue(id, out CustomerApp? app))
            _apps[id] = app = (await apps.GetAsync(tenant, id, cancellation)).Value;
        return app;
    }

    public async Task<DeploymentProfile?> ProfileAsync(string tenant, string? id, CancellationToken cancellation)
    {
        if (id is null)
            return null;
        if (!_profiles.TryGetValue(id, out DeploymentProfile? profile))
            _profiles[id] = profile = (await profiles.GetAsync(tenant, id, cancellation)).Value;
        return profile;
    }
}
