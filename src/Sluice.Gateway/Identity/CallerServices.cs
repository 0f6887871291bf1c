using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Identity.Certificates;

namespace Sluice.Gateway.Identity;

/// <summary>What finds out who calls.</summary>
internal static class CallerServices
{
    public static void AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<ICredentialScheme, KeyScheme>();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<CallerAuthentication>();
    }
}
