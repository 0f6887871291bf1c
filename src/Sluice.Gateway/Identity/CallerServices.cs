using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sluice.Gateway.Identity.Certificates;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Identity;

/// <summary>What finds out who calls.</summary>
internal static class CallerServices
{
    public static void AddCallers(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new KeyHasher(RandomNumberGenerator.GetBytes(KeyHasher.Size))); // Where no store keeps a pepper, no key outlives the process.
        services.TryAddSingleton<KeyDirectory>();
        services.AddSingleton<ICredentialScheme, KeyScheme>();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<CallerAuthentication>();
    }
}
