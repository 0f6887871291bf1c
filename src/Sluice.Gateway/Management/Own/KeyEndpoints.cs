using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Own;

/// <summary>Keys with everything that AIRS lacks: permissions, scopes, limits, networks, workload, overlap, revocation and restoration.</summary>
internal sealed class KeyEndpoints(KeyService keys, DeclaredKeys declared) : IManagementEndpoints
{
    private const string Path = "/v1/sluice/keys";
    private const string One = Path + "/{id}";

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("listKeys", "GET", Path, ApiStyle.Own, Read, "Keys, oldest first; those that the configuration declares come on the first page.", OwnShapes.Keys, ListAsync)
        {
            Query =
            [
                new("offset", FieldKind.Integer, "Where the page begins."),
                new("limit", FieldKind.Integer, "Keys of a page, up to 1000."),
                new("project", FieldKind.Text, "Only this project's."),
                new("app", FieldKind.Text, "Only this customer app's."),
                new("history", FieldKind.Boolean, "Expired and deleted ones, too."),
            ],
        },
        new("createKey", "POST", Path, ApiStyle.Own, Write, "Makes a key; its secret is told this once.", OwnShapes.KeyAndSecret, CreateAsync) { Body = OwnShapes.KeyCreation },
        new("getKey", "GET", One, ApiStyle.Own, Read, "A key, whatever its state.", OwnShapes.Key, GetAsync),
        new("changeKey", "PATCH", One, ApiStyle.Own, Write, "Changes what the body gives and leaves the rest.", OwnShapes.Key, ChangeAsync) { Body = OwnShapes.KeyChange },
        new("deleteKey", "DELETE", One, ApiStyle.Own, Delete, "Ends a key and forgets its secrets.", OwnShapes.Key, call => ActAsync(call, keys.DeleteAsync)),
        new("rotateKey", "POST", One + "/rotate", ApiStyle.Own, Write, "Gives a key a new secret, told this once; the one before stays valid for a while.", OwnShapes.KeyAndSecret, RotateAsync)
        {
            Body = OwnShapes.KeyRotation,
            BodyIsOptional = true,
        },
        new("revokeKey", "POST", One + "/revoke", ApiStyle.Own, Delete, "Ends a key at once, streams under it included; it may be restored.", OwnShapes.Key, RevokeAsync)
        {
            Body = OwnShapes.KeyRevocation,
            BodyIsOptional = true,
        },
        new("restoreKey", "POST", One + "/restore", ApiStyle.Own, Write, "Brings a revoked or deleted key back.", OwnShapes.Key, call => ActAsync(call, keys.RestoreAsync)),
        new("getKeyLimits", "GET", One + "/limits", ApiStyle.Own, Read, "A key's limits.", OwnShapes.Limits, async call => Answer(await FindAsync(call), k => LimitJson.Object(k.Settings.Limits))),
        new("setKeyLimits", "PUT", One + "/limits", ApiStyle.Own, Write, "Replaces a key's limits.", OwnShapes.Limits, SetLimitsAsync) { Body = OwnShapes.Limits },
    ];

    private static Permission Read => new(PermissionCategory.ApiKeys, PermissionVerb.Read);

    private static Permission Write => new(PermissionCategory.ApiKeys, PermissionVerb.Write);

    private static Permission Delete => new(PermissionCategory.ApiKeys, PermissionVerb.Delete);

    private static ManagementAnswer Answer<T>(ActResult<T> result, Func<T, JsonNode> view) => ManagementAnswer.Of(ApiStyle.Own, result, view);

    private static bool IsAsked(string? asked, string? given) => asked is null || asked.Equals(given, StringComparison.Ordinal);

    private async ValueTask<ManagementAnswer> ListAsync(ManagementCall call)
    {
        if (!call.TryPage(out int offset, out int limit))
            return ManagementAnswer.WrongPage(ApiStyle.Own);
        string? project = call.Caller.Project ?? call.Query("project");
        string? app = call.Query("app");
        var filter = new KeyFilter { Offset = offset, Limit = limit, Project = project, App = app, History = string.Equals(call.Query("history"), "true", StringComparison.OrdinalIgnoreCase) };
        IEnumerable<KeyRecord> first = offset > 0 ? [] : declared.List(call.Tenant).Where(k => IsAsked(project, k.Settings.Project) && IsAsked(app, k.Settings.App));
        return Answer(
            await keys.ListAsync(call.Tenant, filter, call.Cancellation),
            page => ManagementJson.Page("keys", first.Concat(page.Items), page.NextOffset, KeyJson.Write));
    }

    private async ValueTask<ManagementAnswer> CreateAsync(ManagementCall call)
    {
        if (KeyJson.Wrong(call.Body) is { } wrong)
            return ManagementAnswer.Wrong(ApiStyle.Own, wrong.Field, wrong.Problem);
        KeySettings settings = KeyJson.Apply(new KeySettings { Project = call.Caller.Project }, call.Body);
        return Answer(await keys.CreateAsync(call.Actor, call.Tenant, settings, call.Cancellation), KeyJson.Write);
    }

    private async ValueTask<ManagementAnswer> GetAsync(ManagementCall call) => Answer(await FindAsync(call), KeyJson.Write);

    private async ValueTask<ManagementAnswer> ChangeAsync(ManagementCall call)
    {
        if (KeyJson.Wrong(call.Body) is { } wrong)
            return ManagementAnswer.Wrong(ApiStyle.Own, wrong.Field, wrong.Problem);
        return await ActAsync(call, (actor, tenant, id, cancellation) => keys.UpdateAsync(actor, tenant, id, s => KeyJson.Apply(s, call.Body), cancellation));
    }

    private async ValueTask<ManagementAnswer> SetLimitsAsync(ManagementCall call)
    {
        ActResult<KeyRecord> found = await FindAsync(call);
        if (found.IsDone)
            found = await keys.UpdateAsync(call.Actor, call.Tenant, found.Value!.Id, s => s with { Limits = LimitJson.Read(call.Body.GetProperty("limits")) }, call.Cancellation);
        return Answer(found, k => LimitJson.Object(k.Settings.Limits));
    }

    private async ValueTask<ManagementAnswer> RotateAsync(ManagementCall call)
    {
        ActResult<KeyRecord> found = await FindAsync(call);
        if (!found.IsDone)
            return Answer(found, KeyJson.Write);
        TimeSpan? overlap = call.Body.TryGetProperty("overlap_seconds", out JsonElement seconds) && seconds.ValueKind == JsonValueKind.Number ? TimeSpan.FromSeconds(seconds.GetInt64()) : null;
        Rotation? rotation = call.Body.TryGetProperty("rotation", out JsonElement interval) ? KeyJson.RotationOf(interval) : null;
        return Answer(await keys.RotateAsync(call.Actor, call.Tenant, found.Value!.Id, overlap, rotation, call.Cancellation), KeyJson.Write);
    }

    private ValueTask<ManagementAnswer> RevokeAsync(ManagementCall call) =>
        ActAsync(call, (actor, tenant, id, cancellation) => keys.RevokeAsync(actor, tenant, id, call.Text("reason"), cancellation));

    private async ValueTask<ManagementAnswer> ActAsync(ManagementCall call, Func<Actor, string, string, CancellationToken, Task<ActResult<KeyRecord>>> act)
    {
        ActResult<KeyRecord> found = await FindAsync(call);
        return Answer(found.IsDone ? await act(call.Actor, call.Tenant, found.Value!.Id, call.Cancellation) : found, KeyJson.Write);
    }

    /// <summary>The key of the path. Whoever is bound to a project sees that project's alone.</summary>
    private async Task<ActResult<KeyRecord>> FindAsync(ManagementCall call)
    {
        ActResult<KeyRecord> found = await keys.GetAsync(call.Tenant, call.Route("id"), call.Cancellation);
        return found is { IsDone: true, Value: { } key } && !call.Sees(key.Settings.Project) ? ActResult.NotFound<KeyRecord>() : found;
    }
}
