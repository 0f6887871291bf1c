using Sluice.Gateway.Management.Shapes;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Management;

/// <summary>Whose habits an endpoint follows.</summary>
internal enum ApiStyle
{
    /// <summary>Prisma AIRS: unknown members are ignored, what is wrong is 400.</summary>
    Airs,

    /// <summary>Our own: unknown members and whatever else is wrong are 422.</summary>
    Own,
}

/// <summary>A value in the query.</summary>
internal sealed record QueryParameter(string Name, FieldKind Kind, string About);

/// <summary>One endpoint of the management API: the routes, the permission check, the checking of bodies and the OpenAPI document are all made from it.</summary>
/// <param name="Id">Unique; the document's operation id.</param>
/// <param name="Path">A route pattern.</param>
/// <param name="Needs">What the caller must hold; null where any valid credential will do.</param>
/// <param name="Answer">What it answers with 200.</param>
internal sealed record ManagementEndpoint(
    string Id, string Method, string Path, ApiStyle Style, Permission? Needs, string About, Shape Answer, Func<ManagementCall, ValueTask<ManagementAnswer>> Handle)
{
    public Shape? Body { get; init; }

    /// <summary>It may come without a body.</summary>
    public bool BodyIsOptional { get; init; }

    /// <summary>It changes what belongs to the tenant as a whole: callers that are bound to a project may not.</summary>
    public bool TenantWide { get; init; }

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>Other paths that lead here: those that older clients use.</summary>
    public IReadOnlyList<string> OtherPaths { get; init; } = [];

    /// <summary>Every path that it answers on: AIRS's are also found below their own base.</summary>
    public IEnumerable<string> Paths => Style == ApiStyle.Airs
        ? OtherPaths.Prepend(Path).SelectMany(p => new[] { p, AirsBase + p })
        : OtherPaths.Prepend(Path);

    /// <summary>The base path of AIRS's management API.</summary>
    public const string AirsBase = "/aisec";
}
