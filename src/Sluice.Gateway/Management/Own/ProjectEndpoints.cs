using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Own;

/// <summary>Projects and the limits of projects. Whoever is bound to a project sees that one alone.</summary>
internal sealed class ProjectEndpoints(OwnedRecords<Project> projects) : IManagementEndpoints
{
    private const string Path = "/v1/sluice/projects";
    private const string One = Path + "/{id}";

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("listProjects", "GET", Path, ApiStyle.Own, Read, "Projects, oldest first.", OwnShapes.Projects, ListAsync) { Query = Paging.Parameters },
        new("createProject", "POST", Path, ApiStyle.Own, Write, "Makes a project.", OwnShapes.Project, CreateAsync) { Body = OwnShapes.ProjectCreation, TenantWide = true },
        new("getProject", "GET", One, ApiStyle.Own, Read, "A project.", OwnShapes.Project, async call => Answer(await FindAsync(call))),
        new("changeProject", "PATCH", One, ApiStyle.Own, Write, "Changes what the body gives and leaves the rest.", OwnShapes.Project, ChangeAsync) { Body = OwnShapes.ProjectChange, TenantWide = true },
        new("deleteProject", "DELETE", One, ApiStyle.Own, Delete, "Deletes a project that no key names.", OwnShapes.Project, DeleteAsync) { TenantWide = true },
        new("getProjectLimits", "GET", One + "/limits", ApiStyle.Own, Read, "What a project's keys may use together.", OwnShapes.Limits, async call => Limits(await FindAsync(call))),
        new("setProjectLimits", "PUT", One + "/limits", ApiStyle.Own, Write, "Replaces a project's limits.", OwnShapes.Limits, SetLimitsAsync) { Body = OwnShapes.Limits, TenantWide = true },
    ];

    private static Permission Read => new(PermissionCategory.Projects, PermissionVerb.Read);

    private static Permission Write => new(PermissionCategory.Projects, PermissionVerb.Write);

    private static Permission Delete => new(PermissionCategory.Projects, PermissionVerb.Delete);

    private static ManagementAnswer Answer(ActResult<Project> result) => ManagementAnswer.Of(ApiStyle.Own, result, OwnerJson.Write);

    private static ManagementAnswer Limits(ActResult<Project> result) => ManagementAnswer.Of(ApiStyle.Own, result, p => LimitJson.Object(p.Limits));

    private static Project Apply(Project project, JsonElement body) => project with
    {
        Name = body.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : project.Name,
        Alias = body.TryGetProperty("alias", out JsonElement alias) ? alias.GetString() is { Length: > 0 } text ? text : null : project.Alias,
        Limits = body.TryGetProperty("limits", out JsonElement limits) ? LimitJson.Read(limits) : project.Limits,
    };

    private async ValueTask<ManagementAnswer> ListAsync(ManagementCall call)
    {
        if (!call.TryPage(out int offset, out int limit))
            return ManagementAnswer.WrongPage(ApiStyle.Own);
        if (call.Caller.Project is { } own)
        {
            ActResult<Project> found = await projects.GetAsync(call.Tenant, own, call.Cancellation);
            return ManagementAnswer.Of<Page<Project>>(
                ApiStyle.Own, found.IsDone ? ActResult.Done(new Page<Project>(offset == 0 ? [found.Value!] : [], null)) : found.As<Page<Project>>(), View);
        }

        return ManagementAnswer.Of(ApiStyle.Own, await projects.ListAsync(call.Tenant, offset, limit, call.Cancellation), View);

        static JsonNode View(Page<Project> page) => ManagementJson.Page("projects", page.Items, page.NextOffset, OwnerJson.Write);
    }

    private async ValueTask<ManagementAnswer> CreateAsync(ManagementCall call) =>
        Answer(await projects.CreateAsync(call.Actor, call.Tenant, Apply(new Project(""), call.Body), call.Cancellation));

    private async ValueTask<ManagementAnswer> ChangeAsync(ManagementCall call) =>
        Answer(await projects.UpdateAsync(call.Actor, call.Tenant, call.Route("id"), p => Apply(p, call.Body), call.Cancellation));

    private async ValueTask<ManagementAnswer> SetLimitsAsync(ManagementCall call) =>
        Limits(await projects.UpdateAsync(call.Actor, call.Tenant, call.Route("id"), p => p with { Limits = LimitJson.Read(call.Body.GetProperty("limits")) }, call.Cancellation));

    private async ValueTask<ManagementAnswer> DeleteAsync(ManagementCall call) => Answer(await projects.DeleteAsync(call.Actor, call.Tenant, call.Route("id"), call.Cancellation));

    private async Task<ActResult<Project>> FindAsync(ManagementCall call) => !call.Sees(call.Route("id"))
        ? ActResult.NotFound<Project>()
        : await projects.GetAsync(call.Tenant, call.Route("id"), call.Cancellation);
}
