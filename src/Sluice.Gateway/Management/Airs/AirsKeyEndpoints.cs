using System.Text.Json.Nodes;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Airs;

/// <summary>API keys as AIRS's clients manage them. Who says to have made or changed one is not believed; the caller is recorded.</summary>
internal sealed class AirsKeyEndpoints(KeyService keys, OwnedRecords<CustomerApp> apps, OwnedRecords<DeploymentProfile> profiles) : IManagementEndpoints
{
    private static readonly QueryParameter UpdatedBy = new("updated_by", FieldKind.Text, "Not believed: the caller is recorded.");

    private readonly AirsKeyCreation _creation = new(keys, apps, profiles);

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("airsCreateApiKey", "POST", "/v1/mgmt/apikey", ApiStyle.Airs, Write, "Makes a key, and its customer app where there is none; the secret is told this once.", AirsShapes.ApiKey, _creation.RunAsync)
        {
            Body = AirsShapes.ApiKeyCreation,
        },
        new("airsListApiKeys", "GET", "/v1/mgmt/apikeys", ApiStyle.Airs, Read, "Keys that are active or revoked, oldest first.", AirsShapes.ApiKeys, ListAsync)
        {
            Query = Paging.Parameters,
            OtherPaths = ["/v1/mgmt/apikeys/tsg/{tsg_id}"],
        },
        new("airsDeleteApiKey", "DELETE", "/v1/mgmt/apikey/delete/{api_key_name}", ApiStyle.Airs, Delete, "Deletes a key by its name, and its customer app where no other key is the app's.", AirsShapes.Message, DeleteAsync)
        {
            Query = [UpdatedBy],
        },
        new("airsRegenerateApiKey", "POST", "/v1/mgmt/apikey/regenerate/{api_key_id}", ApiStyle.Airs, Write, "Gives a key a new secret and ends the one before.", AirsShapes.ApiKey, call => RotateAsync(call, TimeSpan.Zero))
        {
            Body = AirsShapes.Regeneration,
        },
        new("airsAutorotateApiKey", "POST", "/v1/mgmt/apikey/autorotate/{api_key_id}", ApiStyle.Airs, Write, "Gives a key a new secret; the one before stays valid for a day.", AirsShapes.ApiKey, call => RotateAsync(call, overlap: null))
        {
            Body = AirsShapes.Regeneration,
        },
    ];

    private static Permission Read => new(PermissionCategory.ApiKeys, PermissionVerb.Read);

    private static Permission Write => new(PermissionCategory.ApiKeys, PermissionVerb.Write);

    private static Permission Delete => new(PermissionCategory.ApiKeys, PermissionVerb.Delete);

    private static ManagementAnswer Failed<T>(ActResult<T> result) => ManagementAnswer.Of(ApiStyle.Airs, result, _ => new JsonObject());

    private async ValueTask<ManagementAnswer> ListAsync(ManagementCall call)
    {
        if (call.IsOtherTenant())
            return ManagementAnswer.NotFound;
        if (!call.TryPage(out int offset, out int limit))
            return ManagementAnswer.WrongPage(ApiStyle.Airs);
        var filter = new KeyFilter { Offset = offset, Limit = limit, Project = call.Caller.Project };
        ActResult<Page<KeyRecord>> page = await keys.ListAsync(call.Tenant, filter, call.Cancellation);
        if (!page.IsDone)
            return Failed(page);
        var names = new AirsNames(apps, profiles);
        var rows = new List<JsonObject>(page.Value!.Items.Count);
        foreach (KeyRecord key in page.Value.Items)
            rows.Add(await names.WriteAsync(key, call.Cancellation));
        return ManagementAnswer.Ok(ManagementJson.Page("api_keys", rows, page.Value.NextOffset, r => r));
    }

    private async ValueTask<ManagementAnswer> DeleteAsync(ManagementCall call)
    {
        string name = call.Route("api_key_name");
        ActResult<KeyRecord> found = await keys.FindByNameAsync(call.Tenant, name, call.Cancellation);
        if (found.IsDone && !call.Sees(found.Value!.Settings.Project))
            return ManagementAnswer.NotFound;
        ActResult<KeyRecord> deleted = found.IsDone ? await keys.DeleteAsync(call.Actor, call.Tenant, found.Value!.Id, call.Cancellation) : found;
        if (!deleted.IsDone)
            return Failed(deleted);
        if (found.Value!.Settings.App is { } app)
            await apps.DeleteAsync(call.Actor, call.Tenant, app, call.Cancellation); // Stays where another key is its.
        return ManagementAnswer.Message($"successfully deleted {name}");
    }

    private async ValueTask<ManagementAnswer> RotateAsync(ManagementCall call, TimeSpan? overlap)
    {
        string id = call.Route("api_key_id");
        ActResult<KeyRecord> found = await keys.GetAsync(call.Tenant, id, call.Cancellation);
        if (!found.IsDone)
            return Failed(found);
        if (!call.Sees(found.Value!.Settings.Project))
            return ManagementAnswer.NotFound;
        ActResult<IssuedKey> issued = await keys.RotateAsync(call.Actor, call.Tenant, id, overlap, AirsKeyCreation.RotationIn(call), call.Cancellation);
        if (!issued.IsDone)
            return Failed(issued);
        JsonObject answer = await new AirsNames(apps, profiles).WriteAsync(issued.Value!.Key, call.Cancellation);
        return ManagementAnswer.Ok(answer.With("api_key", issued.Value.Secret));
    }
}
