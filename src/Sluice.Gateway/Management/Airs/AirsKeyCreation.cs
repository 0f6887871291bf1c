using System.Text.Json.Nodes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Airs;

/// <summary>
/// Makes a key in AIRS's way: its customer app and its deployment profile come to exist with it where they do not yet. A key of AIRS's has no permissions; it gets those that a guarded
/// application needs, as far as its maker holds them.
/// </summary>
internal sealed class AirsKeyCreation(KeyService keys, OwnedRecords<CustomerApp> apps, OwnedRecords<DeploymentProfile> profiles)
{
    /// <summary>What HiddenLayer's runtime proxy needs, too.</summary>
    private static readonly PermissionSet Runtime = PermissionSet.Of(
        new(PermissionCategory.Interactions, PermissionVerb.Read),
        new(PermissionCategory.Interactions, PermissionVerb.Write),
        new(PermissionCategory.Policies, PermissionVerb.Read),
        new(PermissionCategory.Projects, PermissionVerb.Read));

    public async ValueTask<ManagementAnswer> RunAsync(ManagementCall call)
    {
        if (call.Body.GetProperty("revoked").GetBoolean())
            return ManagementAnswer.Wrong(ApiStyle.Airs, "revoked", "is true; a new key cannot be revoked");
        (ActResult<CustomerApp> app, bool newApp) = await AppAsync(call);
        if (!app.IsDone)
            return ManagementAnswer.Of(ApiStyle.Airs, app, AirsNames.Write);
        (ActResult<DeploymentProfile> profile, bool newProfile) = await ProfileAsync(call);
        ActResult<IssuedKey> issued = profile.IsDone
            ? await keys.CreateAsync(call.Actor, call.Tenant, Settings(call, app.Value!, profile.Value!), call.Cancellation)
            : profile.As<IssuedKey>();
        if (!issued.IsDone)
        {
            // Nothing stays of an attempt that failed.
            if (newApp)
                await apps.DeleteAsync(call.Actor, call.Tenant, app.Value!.Id, CancellationToken.None);
            if (newProfile && profile.IsDone)
                await profiles.DeleteAsync(call.Actor, call.Tenant, profile.Value!.Id, CancellationToken.None);
            return ManagementAnswer.Of(ApiStyle.Airs, issued, _ => new JsonObject());
        }

        JsonObject answer = await new AirsNames(apps, profiles).WriteAsync(issued.Value!.Key, call.Cancellation);
        return ManagementAnswer.Ok(answer.With("api_key", issued.Value.Secret));
    }

    public static Rotation RotationIn(ManagementCall call) => new(
        (int)call.Body.GetProperty("rotation_time_interval").GetInt64(),
        call.Text("rotation_time_unit")!.ToUpperInvariant() switch
        {
            "DAY" or "DAYS" => RotationUnit.Days,
            "MONTH" or "MONTHS" => RotationUnit.Months,
            _ => RotationUnit.Years,
        });

    private static KeySettings Settings(ManagementCall call, CustomerApp app, DeploymentProfile profile) => new()
    {
        Name = call.Text("api_key_name")!,
        Project = call.Caller.Project,
        App = app.Id,
        Profile = profile.Id,
        Permissions = Runtime.Intersect(call.Caller.Permissions),
        Scope = call.Caller.Scope,
        Sources = call.Caller.Sources,
        Rotation = RotationIn(call),
    };

    private async Task<(ActResult<CustomerApp> App, bool IsNew)> AppAsync(ManagementCall call)
    {
        string name = call.Text("cust_app")!;
        ActResult<CustomerApp> found = await apps.FindByNameAsync(call.Tenant, name, call.Cancellation);
        if (found.Outcome != ActOutcome.NotFound)
            return (found, false);
        var draft = new CustomerApp(name)
        {
            CloudProvider = call.Text("cust_cloud_provider") ?? "",
            Environment = call.Text("cust_env") ?? "",
            AgentFramework = call.Text("cust_ai_agent_framework"),
        };
        return (await apps.CreateAsync(call.Actor, call.Tenant, draft, call.Cancellation), true);
    }

    private async Task<(ActResult<DeploymentProfile> Profile, bool IsNew)> ProfileAsync(ManagementCall call)
    {
        string code = call.Text("auth_code")!;
        string name = call.Text("dp_name") ?? code;
        ActResult<DeploymentProfile> found = await profiles.FindByNameAsync(call.Tenant, name, call.Cancellation);
        if (found.IsDone && !code.Equals(found.Value!.AuthCode, StringComparison.Ordinal))
            return (ActResult.Invalid<DeploymentProfile>("authCode", "is not the deployment profile's"), false);
        if (found.Outcome != ActOutcome.NotFound)
            return (found, false);
        for (int? offset = 0; offset is { } from;)
        {
            ActResult<Page<DeploymentProfile>> page = await profiles.ListAsync(call.Tenant, from, Page<DeploymentProfile>.MaxLimit, call.Cancellation);
            if (!page.IsDone)
                return (page.As<DeploymentProfile>(), false);
            if (page.Value!.Items.FirstOrDefault(p => code.Equals(p.AuthCode, StringComparison.Ordinal)) is { } same)
                return (ActResult.Done(same), false);
            offset = page.Value.NextOffset;
        }

        return (await profiles.CreateAsync(call.Actor, call.Tenant, new DeploymentProfile(name) { AuthCode = code }, call.Cancellation), true);
    }
}
