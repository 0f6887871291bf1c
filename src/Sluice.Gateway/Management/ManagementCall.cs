using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management;

/// <summary>A call of an endpoint: who calls, and what it gave. Its body has the endpoint's shape.</summary>
internal sealed class ManagementCall(HttpContext context, ManagementEndpoint endpoint, Caller caller, Actor actor, JsonElement body)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    public Caller Caller => caller;

    /// <summary>Objects of other tenants do not exist for it.</summary>
    public string Tenant => caller.Tenant;

    public Actor Actor => actor;

    public ManagementEndpoint Endpoint => endpoint;

    /// <summary>An empty object where there is none.</summary>
    public JsonElement Body => body;

    public CancellationToken Cancellation => context.RequestAborted;

    /// <summary>Where the caller finds a path of this listener.</summary>
    public string AddressOf(string path) => UriHelper.BuildAbsolute(context.Request.Scheme, context.Request.Host, path: path);

    /// <summary>The path of an older client names a tenant (<c>tsg_id</c>), and it is another than the caller's.</summary>
    public bool IsOtherTenant() => Route("tsg_id") is { Length: > 0 } tenant && !string.Equals(tenant, Tenant, StringComparison.Ordinal);

    /// <summary>Whoever is bound to a project sees what is that project's alone.</summary>
    public bool Sees(string? project) => caller.Project is null || caller.Project.Equals(project, StringComparison.Ordinal);

    public string Route(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>A query parameter that is given once and not empty; otherwise null.</summary>
    public string? Query(string name) => context.Request.Query[name] is { Count: 1 } values && values[0] is { Length: > 0 } value ? value : null;

    /// <summary>A text of the body; null where it is absent, null or empty.</summary>
    public string? Text(string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Reads <c>offset</c> and <c>limit</c>; false where one of them is none.</summary>
    public bool TryPage(out int offset, out int limit)
    {
        limit = DefaultLimit;
        offset = 0;
        return (Query("offset") is not { } o || IsNumber(o, 0, int.MaxValue - MaxLimit, out offset)) && (Query("limit") is not { } l || IsNumber(l, 1, MaxLimit, out limit));
    }

    private static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
