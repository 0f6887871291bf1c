namespace Sluice.Gateway.Management;

/// <summary>Every endpoint of the management API and what it needs: the one table (docs/management.md shows it).</summary>
internal sealed class ManagementTable(IEnumerable<IManagementEndpoints> groups)
{
    public IReadOnlyList<ManagementEndpoint> Endpoints { get; } = [.. groups.SelectMany(g => g.Endpoints)];
}
