using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>Whether what a key names is there, in its own tenant.</summary>
internal static class OwnerCheck
{
    /// <summary>The first field that names nothing of the tenant's; null where all do.</summary>
    public static async Task<string?> MissingAsync(StoreWrite write, string tenant, KeySettings settings)
    {
        if (await write.FirstAsync<string>("SELECT id FROM tenants WHERE id = @tenant", new { tenant }) is null)
            return "tenant";
        if (await MissingAsync(write, "projects", tenant, settings.Project))
            return "project";
        if (await MissingAsync(write, "apps", tenant, settings.App))
            return "app";
        return await MissingAsync(write, "deployment_profiles", tenant, settings.Profile) ? "profile" : null;
    }

    private static async Task<bool> MissingAsync(StoreWrite write, string table, string tenant, string? id) =>
        id is not null && await write.FirstAsync<string>($"SELECT id FROM {table} WHERE id = @id AND tenant = @tenant", new { id, tenant }) is null;
}
