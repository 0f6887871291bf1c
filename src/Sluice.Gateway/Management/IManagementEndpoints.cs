namespace Sluice.Gateway.Management;

/// <summary>Endpoints that belong together.</summary>
internal interface IManagementEndpoints
{
    IEnumerable<ManagementEndpoint> Endpoints { get; }
}
