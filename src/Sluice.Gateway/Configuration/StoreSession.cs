using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;

namespace Sluice.Gateway.Configuration;

/// <summary>
/// The store of a configuration, opened by a command. A gate that runs on the same store follows what is done here within a second, by the feed of changes. Acts are audited as the
/// gate's own are.
/// </summary>
public sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreSession(ServiceProvider services) => _services = services;

    public KeyService Keys => _services.GetRequiredService<KeyService>();

    public DeclaredKeys Declared => _services.GetRequiredService<DeclaredKeys>();

    public OwnedRecords<Project> Projects => _services.GetRequiredService<OwnedRecords<Project>>();

    public OwnedRecords<CustomerApp> Apps => _services.GetRequiredService<OwnedRecords<CustomerApp>>();

    /// <exception cref="ConfigurationException">The configuration has errors, or the store that it names cannot be opened.</exception>
    public static async Task<StoreSession> OpenAsync(ConfigurationSources sources, Action<ILoggingBuilder> logging, TimeProvider time, CancellationToken cancellation)
    {
        SluiceOptions options = ConfigurationLoader.LoadForStore(sources);
        GovernanceStore store = await StoreOpening.OpenAsync(options, time, cancellation);
        var services = new ServiceCollection();
        services.AddLogging(logging);
        services.AddSingleton(time);
        services.AddSingleton<Func<KeyRules>>(options.Keys.ToRules);
        services.AddAudit(options.Audit);
        services.AddStore(store);
        var session = new StoreSession(services.BuildServiceProvider());
        try
        {
            await StoreOpening.LoadStoreAsync(session._services, cancellation);
            session.Declared.Replace(KeysSection.Declared(options.Keys));
            await session._services.SweepStoreAsync(cancellation); // No gate may be running that does it.
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
