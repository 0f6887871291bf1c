using System.Text.Json.Nodes;
using Sluice.Gateway.Management.OpenApi;
using Sluice.Gateway.Management.Shapes;

namespace Sluice.Gateway.Management;

/// <summary>Every endpoint of the management API and what it needs: the one table (docs/management.md shows it). The last line is the document that is made of it.</summary>
internal sealed class ManagementTable
{
    private readonly Lazy<JsonObject> _document;

    public ManagementTable(IEnumerable<IManagementEndpoints> groups)
    {
        _document = new Lazy<JsonObject>(() => OpenApiDocument.Of(Endpoints!));
        Endpoints =
        [
            .. groups.SelectMany(g => g.Endpoints),
            new("openApi", "GET", OpenApiDocument.Path, ApiStyle.Own, null, "This document.", new Shape("OpenApi"), _ => new(ManagementAnswer.Ok(_document.Value))),
        ];
    }

    public IReadOnlyList<ManagementEndpoint> Endpoints { get; }
}
