using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Store;

/// <summary>Registers an open store and everything that lives on it.</summary>
public static class StoreServices
{
    /// <summary>Needs a <see cref="TimeProvider"/>, logging, an <see cref="IAuditLog"/> and a <c>Func&lt;KeyRules&gt;</c>. The container closes the store.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, GovernanceStore store)
    {
        services.AddSingleton(_ => store); // By a factory, so that the container disposes it.
        services.AddSingleton(store.Hasher);
        services.AddSingleton<KeyDirectory>();
        services.AddSingleton<StoredKeys>();
        services.AddSingleton<DeclaredKeys>();
        services.AddSingleton<KeyService>();
        services.AddSingleton<Tenants>();
        AddOwned(services, OwnedShapes.Projects);
        AddOwned(services, OwnedShapes.Apps);
        AddOwned(services, OwnedShapes.Profiles);
        AddOwned(services, OwnedShapes.Users);
        services.AddSingleton<ISigningKeyShelf, SigningKeyShelf>();
        services.TryAddSingleton(s => new RevokedTokens(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StoredRevocations>();
        services.AddSingleton<ProtectedSecrets>();
        services.AddSingleton<StoreSweep>();
        AddDataProtection(services, store);
        return services;
    }

    /// <summary>Has the store watched while the host runs.</summary>
    public static IServiceCollection AddStoreWatch(this IServiceCollection services) => services.AddHostedService<StoreWatch>();

    /// <summary>Reads what must be in memory before the first request.</summary>
    /// <exception cref="StoreException">The store went away meanwhile.</exception>
    public static async Task LoadStoreAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        services.GetRequiredService<GovernanceStore>().LogTo(services.GetRequiredService<ILoggerFactory>());
        try
        {
            await services.GetRequiredService<StoredKeys>().RefreshAsync(cancellation);
            await services.GetRequiredService<Tenants>().RefreshAsync(cancellation);
            await services.GetRequiredService<StoredRevocations>().RefreshAsync(cancellation);
        }
        catch (StoreUnavailableException e)
        {
            throw new StoreException(StoreException.StoreKey, $"{services.GetRequiredService<GovernanceStore>().Description} does not answer", e);
        }
    }

    /// <summary>Moves expired keys into the history, as the watch does.</summary>
    public static Task SweepStoreAsync(this IServiceProvider services, CancellationToken cancellation = default) => services.GetRequiredService<StoreSweep>().LookAsync(cancellation);

    private static void AddOwned<T>(IServiceCollection services, OwnedShape<T> shape)
        where T : class, IOwned =>
        services.AddSingleton(s => new OwnedRecords<T>(s.GetRequiredService<GovernanceStore>(), shape, s.GetRequiredService<IAuditLog>(), s.GetRequiredService<TimeProvider>()));

    private static void AddDataProtection(IServiceCollection services, GovernanceStore store)
    {
        services.AddDataProtection().SetApplicationName("Sluice");
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new StoredKeyRing(store);
            options.XmlEncryptor = new MasterKeyXmlEncryptor(store.MasterKey);
        });

        // It would read the ring at every start; whoever needs it first may do so.
        foreach (ServiceDescriptor descriptor in services.Where(d => d.ServiceType == typeof(IHostedService)).ToList())
        {
            if (descriptor.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true)
                services.Remove(descriptor);
        }
    }
}
