using System.Text.Json.Nodes;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Airs;

/// <summary>Customer apps and deployment profiles as AIRS's clients see them. There is no creation: apps appear with their keys.</summary>
internal sealed class AirsAppEndpoints(KeyService keys, OwnedRecords<CustomerApp> apps, OwnedRecords<DeploymentProfile> profiles) : IManagementEndpoints
{
    private const string One = "/v1/mgmt/customerapp";

    private static readonly QueryParameter Name = new("app_name", FieldKind.Text, "The app; required.");

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("airsGetCustomerApp", "GET", One, ApiStyle.Airs, Read, "A customer app by its name.", AirsShapes.CustomerApp, async call => Answer(await FindAsync(call))) { Query = [Name] },
        new("airsChangeCustomerApp", "PUT", One, ApiStyle.Airs, new(PermissionCategory.Projects, PermissionVerb.Write), "Replaces a customer app.", AirsShapes.CustomerApp, ChangeAsync)
        {
            Query = [new("customer_app_id", FieldKind.Text, "The app's id; required.")],
            Body = AirsShapes.CustomerAppChange,
            TenantWide = true,
        },
        new("airsDeleteCustomerApp", "DELETE", One, ApiStyle.Airs, new(PermissionCategory.Projects, PermissionVerb.Delete), "Deletes a customer app that no key names.", AirsShapes.CustomerApp, DeleteAsync)
        {
            Query = [Name, new("updated_by", FieldKind.Text, "Not believed: the caller is recorded.")],
            TenantWide = true,
        },
        new("airsListCustomerApps", "GET", "/v1/mgmt/customerapps", ApiStyle.Airs, Read, "Customer apps with their keys, oldest first.", AirsShapes.CustomerApps, ListAsync)
        {
            Query = Paging.Parameters,
            OtherPaths = ["/v1/mgmt/customerapp/tsg/{tsg_id}"],
        },
        new("airsListDeploymentProfiles", "GET", "/v1/mgmt/deploymentprofiles", ApiStyle.Airs, Read, "Deployment profiles.", AirsShapes.DeploymentProfiles, ListProfilesAsync)
        {
            Query = [new("unactivated", FieldKind.Boolean, "true: those alone that are not activated.")],
        },
    ];

    private static Permission Read => new(PermissionCategory.Projects, PermissionVerb.Read);

    private static ManagementAnswer Answer(ActResult<CustomerApp> result) => ManagementAnswer.Of(ApiStyle.Airs, result, AirsNames.Write);

    private async Task<ActResult<CustomerApp>> FindAsync(ManagementCall call) => call.Query("app_name") is { } name
        ? await apps.FindByNameAsync(call.Tenant, name, call.Cancellation)
        : ActResult.Invalid<CustomerApp>("app_name", "is missing");

    private async ValueTask<ManagementAnswer> ChangeAsync(ManagementCall call)
    {
        if (call.Query("customer_app_id") is not { } id)
            return ManagementAnswer.Wrong(ApiStyle.Airs, "customer_app_id", "is missing");
        return Answer(await apps.UpdateAsync(
            call.Actor,
            call.Tenant,
            id,
            app => app with
            {
                Name = call.Text("app_name")!,
                CloudProvider = call.Text("cloud_provider") ?? "",
                Environment = call.Text("environment") ?? "",
                ModelName = call.Text("model_name"),
                AgentFramework = call.Text("ai_agent_framework"),
                Status = call.Text("status")?.ToLowerInvariant() ?? app.Status,
            },
            call.Cancellation));
    }

    private async ValueTask<ManagementAnswer> DeleteAsync(ManagementCall call)
    {
        ActResult<CustomerApp> found = await FindAsync(call);
        return Answer(found.IsDone ? await apps.DeleteAsync(call.Actor, call.Tenant, found.Value!.Id, call.Cancellation) : found);
    }

    private async ValueTask<ManagementAnswer> ListAsync(ManagementCall call)
    {
        if (call.IsOtherTenant())
            return ManagementAnswer.NotFound;
        if (!call.TryPage(out int offset, out int limit))
            return ManagementAnswer.WrongPage(ApiStyle.Airs);
        ActResult<Page<CustomerApp>> page = await apps.ListAsync(call.Tenant, offset, limit, call.Cancellation);
        if (!page.IsDone)
            return ManagementAnswer.Of(ApiStyle.Airs, page, _ => new JsonObject());
        var names = new AirsNames(apps, profiles);
        var rows = new List<JsonObject>(page.Value!.Items.Count);
        foreach (CustomerApp app in page.Value.Items)
            rows.Add(AirsNames.Write(app).With("api_keys_dp_info", await KeysOfAsync(call, app, names)));
        return ManagementAnswer.Ok(ManagementJson.Page("customer_apps", rows, page.Value.NextOffset, r => r));
    }

    /// <summary>Whoever may not read keys is told of none.</summary>
    private async Task<JsonArray> KeysOfAsync(ManagementCall call, CustomerApp app, AirsNames names)
    {
        var rows = new JsonArray();
        if (!call.Caller.Permissions.Has(PermissionCategory.ApiKeys, PermissionVerb.Read))
            return rows;
        ActResult<Page<KeyRecord>> page = await keys.ListAsync(
            call.Tenant, new KeyFilter { App = app.Id, Project = call.Caller.Project, Limit = Page<KeyRecord>.MaxLimit }, call.Cancellation);
        foreach (KeyRecord key in page.Value?.Items ?? [])
        {
            DeploymentProfile? profile = await names.ProfileAsync(call.Tenant, key.Settings.Profile, call.Cancellation);
            rows.Add(new JsonObject { ["api_key_name"] = key.Settings.Name, ["dp_name"] = profile?.Name ?? "", ["auth_code"] = profile?.AuthCode ?? "" });
        }

        return rows;
    }

    private async ValueTask<ManagementAnswer> ListProfilesAsync(ManagementCall call)
    {
        var rows = new JsonArray();
        bool unactivated = string.Equals(call.Query("unactivated"), "true", StringComparison.OrdinalIgnoreCase);
        for (int? offset = 0; offset is { } from;)
        {
            ActResult<Page<DeploymentProfile>> page = await profiles.ListAsync(call.Tenant, from, Page<DeploymentProfile>.MaxLimit, call.Cancellation);
            if (!page.IsDone)
                return ManagementAnswer.Of(ApiStyle.Airs, page, _ => new JsonObject());
            foreach (DeploymentProfile profile in page.Value!.Items.Where(p => !unactivated || p.Status.Equals("unactivated", StringComparison.Ordinal)))
            {
                rows.Add(new JsonObject { ["dp_name"] = profile.Name, ["auth_code"] = profile.AuthCode, ["tsg_id"] = profile.Tenant, ["status"] = profile.Status }
                    .With("expiration_date", ManagementJson.Time(profile.ExpiresAt)));
            }

            offset = page.Value.NextOffset;
        }

        return ManagementAnswer.Ok(new JsonObject { ["deployment_profiles"] = rows, ["status"] = "success" });
    }
}
