using System.Text.Json.Nodes;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;

namespace Sluice.Gateway.Management.Own;

/// <summary>The caller's own tenant, who the caller is, and the words of permissions and roles.</summary>
internal sealed class TenantEndpoints(Tenants tenants, OwnedRecords<DeploymentProfile> profiles) : IManagementEndpoints
{
    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("whoAmI", "GET", "/v1/sluice/whoami", ApiStyle.Own, null, "Who calls and what it holds.", OwnShapes.WhoAmI, call => new(ManagementAnswer.Ok(WhoIs(call.Caller)))),
        new("listPermissions", "GET", "/v1/sluice/permissions", ApiStyle.Own, null, "The permissions that there are.", OwnShapes.PermissionList, _ => new(ManagementAnswer.Ok(Permissions()))),
        new("listRoles", "GET", "/v1/sluice/roles", ApiStyle.Own, new(PermissionCategory.Users, PermissionVerb.Read), "The console's roles and what each may do.", OwnShapes.RoleList, _ => new(ManagementAnswer.Ok(RoleList()))),
        new("getTenantLimits", "GET", "/v1/sluice/tenant/limits", ApiStyle.Own, new(PermissionCategory.Policies, PermissionVerb.Read), "What all keys of the tenant may use together.", OwnShapes.Limits, GetLimitsAsync),
        new("setTenantLimits", "PUT", "/v1/sluice/tenant/limits", ApiStyle.Own, new(PermissionCategory.Policies, PermissionVerb.Write), "Replaces the tenant's limits.", OwnShapes.Limits, SetLimitsAsync)
        {
            Body = OwnShapes.Limits,
            TenantWide = true,
        },
        new("createDeployment", "POST", "/v1/sluice/deployments", ApiStyle.Own, new(PermissionCategory.Projects, PermissionVerb.Write), "Makes a deployment profile, which AIRS's API only lists.", OwnShapes.Deployment, CreateDeploymentAsync)
        {
            Body = OwnShapes.DeploymentCreation,
            TenantWide = true,
        },
        new("deleteDeployment", "DELETE", "/v1/sluice/deployments/{id}", ApiStyle.Own, new(PermissionCategory.Projects, PermissionVerb.Delete), "Deletes a deployment profile that no key names.", OwnShapes.Deployment, DeleteDeploymentAsync)
        {
            TenantWide = true,
        },
    ];

    private static JsonObject WhoIs(Caller caller) =>
        new JsonObject { ["id"] = caller.Id, ["kind"] = caller.Kind.ToString(), ["tenant"] = caller.Tenant }
            .With("project", caller.Project).With("app", caller.App).With("key_id", caller.KeyId).With("key_name", caller.KeyName)
            .With("permissions", ManagementJson.List(caller.Permissions.Permissions().Select(p => p.ToString())))
            .With("expires_at", ManagementJson.Time(caller.ExpiresAt));

    private static JsonObject Permissions() => new() { ["permissions"] = ManagementJson.List(PermissionSet.All.Permissions().Select(p => p.ToString())) };

    private static JsonObject RoleList() => new()
    {
        ["roles"] = new JsonArray([.. Enum.GetValues<ConsoleRole>().Select(r => new JsonObject
        {
            ["name"] = r.ToString(),
            ["permissions"] = ManagementJson.List(Roles.Of(r).Permissions().Select(p => p.ToString())),
        })]),
    };

    private async ValueTask<ManagementAnswer> GetLimitsAsync(ManagementCall call) =>
        ManagementAnswer.Of(ApiStyle.Own, await tenants.GetAsync(call.Tenant, call.Cancellation), t => LimitJson.Object(t.Limits));

    private async ValueTask<ManagementAnswer> SetLimitsAsync(ManagementCall call) => ManagementAnswer.Of(
        ApiStyle.Own,
        await tenants.UpdateAsync(call.Actor, call.Tenant, t => t with { Limits = LimitJson.Read(call.Body.GetProperty("limits")) }, call.Cancellation),
        t => LimitJson.Object(t.Limits));

    private async ValueTask<ManagementAnswer> CreateDeploymentAsync(ManagementCall call)
    {
        var draft = new DeploymentProfile(call.Text("name")!)
        {
            AuthCode = call.Text("auth_code")!,
            Status = call.Text("status")?.ToLowerInvariant() ?? "activated",
            ExpiresAt = call.Text("expires_at") is { } end && ShapeCheck.IsTime(end, out DateTimeOffset time) ? time : null,
        };
        return ManagementAnswer.Of(ApiStyle.Own, await profiles.CreateAsync(call.Actor, call.Tenant, draft, call.Cancellation), OwnerJson.Write);
    }

    private async ValueTask<ManagementAnswer> DeleteDeploymentAsync(ManagementCall call) =>
        ManagementAnswer.Of(ApiStyle.Own, await profiles.DeleteAsync(call.Actor, call.Tenant, call.Route("id"), call.Cancellation), OwnerJson.Write);
}
