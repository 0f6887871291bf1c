using Microsoft.AspNetCore.Http;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Management.Own;

/// <summary>Users of the console and their roles. Nobody gives a role, or touches a user of one, that may do more than they may themselves.</summary>
internal sealed class UserEndpoints(OwnedRecords<ConsoleUser> users, AccessAudit audit) : IManagementEndpoints
{
    private const string Path = "/v1/sluice/users";
    private const string One = Path + "/{id}";

    public IEnumerable<ManagementEndpoint> Endpoints =>
    [
        new("listUsers", "GET", Path, ApiStyle.Own, Read, "Users of the console, oldest first.", OwnShapes.Users, ListAsync) { Query = Paging.Parameters },
        new("createUser", "POST", Path, ApiStyle.Own, new(PermissionCategory.Users, PermissionVerb.Write), "Makes a user.", OwnShapes.User, CreateAsync)
        {
            Body = OwnShapes.UserCreation,
            TenantWide = true,
        },
        new("getUser", "GET", One, ApiStyle.Own, Read, "A user.", OwnShapes.User, async call => Answer(await users.GetAsync(call.Tenant, call.Route("id"), call.Cancellation))),
        new("changeUser", "PATCH", One, ApiStyle.Own, new(PermissionCategory.Users, PermissionVerb.Write), "Changes a user's name or role.", OwnShapes.User, ChangeAsync)
        {
            Body = OwnShapes.UserChange,
            TenantWide = true,
        },
        new("deleteUser", "DELETE", One, ApiStyle.Own, new(PermissionCategory.Users, PermissionVerb.Delete), "Deletes a user.", OwnShapes.User, DeleteAsync) { TenantWide = true },
    ];

    private static Permission Read => new(PermissionCategory.Users, PermissionVerb.Read);

    private static ManagementAnswer Answer(ActResult<ConsoleUser> result) => ManagementAnswer.Of(ApiStyle.Own, result, OwnerJson.Write);

    private static ConsoleRole? RoleIn(ManagementCall call) => call.Text("role") is { } role ? Enum.Parse<ConsoleRole>(role, ignoreCase: true) : null;

    private static bool Holds(ManagementCall call, ConsoleRole role) => Roles.Of(role).IsSubsetOf(call.Caller.Permissions);

    private ManagementAnswer Beyond(ManagementCall call)
    {
        audit.Denied(call.Actor, call.Tenant, call.Endpoint.Id, StatusCodes.Status403Forbidden, "beyond-grantor:role");
        return ManagementAnswer.Error(StatusCodes.Status403Forbidden, "role may do more than you may");
    }

    private async ValueTask<ManagementAnswer> ListAsync(ManagementCall call)
    {
        if (!call.TryPage(out int offset, out int limit))
            return ManagementAnswer.WrongPage(ApiStyle.Own);
        return ManagementAnswer.Of(
            ApiStyle.Own, await users.ListAsync(call.Tenant, offset, limit, call.Cancellation), page => ManagementJson.Page("users", page.Items, page.NextOffset, OwnerJson.Write));
    }

    private async ValueTask<ManagementAnswer> CreateAsync(ManagementCall call)
    {
        ConsoleRole role = RoleIn(call)!.Value;
        return Holds(call, role) ? Answer(await users.CreateAsync(call.Actor, call.Tenant, new ConsoleUser(call.Text("name")!) { Role = role }, call.Cancellation)) : Beyond(call);
    }

    private async ValueTask<ManagementAnswer> ChangeAsync(ManagementCall call)
    {
        if (await RefusalAsync(call) is { } refusal)
            return refusal;
        ConsoleRole? role = RoleIn(call);
        if (role is { } wanted && !Holds(call, wanted))
            return Beyond(call);
        return Answer(await users.UpdateAsync(
            call.Actor, call.Tenant, call.Route("id"), u => u with { Name = call.Text("name") ?? u.Name, Role = role ?? u.Role }, call.Cancellation));
    }

    private async ValueTask<ManagementAnswer> DeleteAsync(ManagementCall call) =>
        await RefusalAsync(call) ?? Answer(await users.DeleteAsync(call.Actor, call.Tenant, call.Route("id"), call.Cancellation));

    private async Task<ManagementAnswer?> RefusalAsync(ManagementCall call)
    {
        ActResult<ConsoleUser> found = await users.GetAsync(call.Tenant, call.Route("id"), call.Cancellation);
        if (!found.IsDone)
            return Answer(found);
        return Holds(call, found.Value!.Role) ? null : Beyond(call);
    }
}
