using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Listeners;
using Sluice.Gateway.Management.Airs;
using Sluice.Gateway.Management.Own;

namespace Sluice.Gateway.Management;

/// <summary>The management API. A group of endpoints is one line here.</summary>
internal static class ManagementServices
{
    public static void AddManagement(this IServiceCollection services)
    {
        services.AddSingleton<IManagementEndpoints, AirsKeyEndpoints>();
        services.AddSingleton<IManagementEndpoints, AirsAppEndpoints>();
        services.AddSingleton<IManagementEndpoints, AirsTokenEndpoints>();
        services.AddSingleton<IManagementEndpoints, KeyEndpoints>();
        services.AddSingleton<IManagementEndpoints, ProjectEndpoints>();
        services.AddSingleton<IManagementEndpoints, UserEndpoints>();
        services.AddSingleton<IManagementEndpoints, TenantEndpoints>();
        services.AddSingleton<ManagementTable>();
        services.AddSingleton<AccessAudit>();
        services.AddSingleton<ManagementGate>();
        services.AddSingleton<MatcherPolicy, ListenerPolicy>();
    }
}
