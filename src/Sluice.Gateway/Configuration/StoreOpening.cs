using Microsoft.Extensions.DependencyInjection;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Configuration;

/// <summary>Opens the store that a configuration names; what stands in the way is an error of the configuration.</summary>
public static class StoreOpening
{
    /// <exception cref="ConfigurationException">The store cannot be opened, or is encrypted under another master key.</exception>
    public static async Task<GovernanceStore> OpenAsync(SluiceOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return await GovernanceStore.OpenAsync(new StoreSettings(options.Store?.Value ?? StoreSettings.DefaultConnection, options.MasterKey?.Value), time, cancellation);
        }
        catch (StoreException e)
        {
            throw new ConfigurationException([new(e.Key, e.Message)]);
        }
    }

    /// <summary>Brings the keys of the store and those of the configuration into force, and has the latter follow it.</summary>
    /// <exception cref="ConfigurationException">The store went away meanwhile.</exception>
    internal static async Task LoadAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await LoadStoreAsync(services, cancellation);
        var reloader = services.GetRequiredService<ConfigurationReloader>();
        var declared = services.GetRequiredService<DeclaredKeys>();
        Apply(reloader.Current);
        reloader.OnApplied(Apply);

        void Apply(GatewaySnapshot snapshot) => declared.Replace(KeysSection.Declared(snapshot.Options.Keys));
    }

    /// <exception cref="ConfigurationException">The store went away meanwhile.</exception>
    internal static async Task LoadStoreAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.LoadStoreAsync(cancellation);
        }
        catch (StoreException e)
        {
            throw new ConfigurationException([new(e.Key, e.Message)]);
        }
    }
}
