using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management;

/// <summary>The parameters of lists.</summary>
internal static class Paging
{
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
        [new("offset", FieldKind.Integer, "Where the page begins."), new("limit", FieldKind.Integer, "Items of a page, up to 1000; 100 where nothing is said.")];
}
