using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Audit;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Judges;
using Sluice.Gateway.Limits;
using Sluice.Gateway.Listeners;
using Sluice.Gateway.Management;
using Sluice.Gateway.Telemetry;
using Sluice.Gateway.Tokens;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Sluice.Gateway;

/// <summary>A running gate.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConfigurationReloader _reloader;

    private GatewayHost(WebApplication app)
    {
        _app = app;
        _reloader = app.Services.GetRequiredService<ConfigurationReloader>();
        Addresses = app.Services.GetRequiredService<KestrelListeners>().Addresses();
    }

    /// <summary>Where the listeners listen, by their names under <c>Kestrel:Endpoints</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; }

    /// <summary>The configuration in force.</summary>
    public GatewaySnapshot Configuration => _reloader.Current;

    /// <summary>The keys that are valid now.</summary>
    public KeyDirectory Keys => _app.Services.GetRequiredService<KeyDirectory>();

    internal IServiceProvider Services => _app.Services;

    /// <summary>Loads the configuration and starts listening.</summary>
    /// <exception cref="ConfigurationException">The configuration has errors; all of them are named.</exception>
    /// <exception cref="IOException">A listener's address is taken.</exception>
    public static async Task<GatewayHost> StartAsync(GatewayHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        LoadResult loaded = await ConfigurationLoader.LoadAsync(options.Sources, options.Dialects, options.Detectors);
        if (loaded.Snapshot is null)
            throw new ConfigurationException(loaded.Errors);
        GovernanceStore store = await StoreOpening.OpenAsync(loaded.Snapshot.Options, options.Time, cancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Sluice" });
        if (options.InlineSockets)
            InlineSockets.Use(builder.WebHost);
        var simulator = new SimulatorUpstream();
        if (loaded.Snapshot.NeedsSimulator)
            await simulator.EnsureStartedAsync(cancellationToken);
        if (options.WarmUp)
            loaded.Snapshot.Warm();
        AddServices(builder, options, loaded, simulator);
        builder.Services.AddStore(store).AddStoreWatch();
        WebApplication app = builder.Build();
        try
        {
            await StoreOpening.LoadAsync(app.Services, cancellationToken);
            app.Services.GetRequiredService<ConfigurationReloader>().TellFeeds();
            GatewayPipeline.Map(app);
            await app.StartAsync(cancellationToken);
            return new GatewayHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the configuration again; returns when it is in force or refused.</summary>
    public Task<LoadResult> ReloadAsync(CancellationToken cancellationToken = default) => _reloader.ReloadAsync(cancellationToken);

    /// <summary>Ends when the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void AddServices(WebApplicationBuilder builder, GatewayHostOptions options, LoadResult loaded, SimulatorUpstream simulator)
    {
        IConfiguration settings = loaded.Snapshot!.Settings;
        IServiceCollection services = builder.Services;

        builder.Logging.AddConfiguration(settings.GetSection("Logging"));
        options.Logging(builder.Logging);
        QuietLogging.Apply(services);
        TelemetryExport.AddTo(services, builder.Logging, builder.Configuration, options.TelemetryVariable);

        var listeners = new KestrelListeners();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        services.Configure<KestrelServerOptions>(kestrel => listeners.Configure(kestrel, settings));
        services.AddRoutingCore();
        services.AddSingleton(listeners);
        services.AddSingleton<Health>();

        services.AddSingleton(options.Time);
        services.AddSingleton(options.Inspection);
        services.AddSingleton<BufferBudget>();
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<CallerFingerprint>();
        services.AddSingleton<CallerIdentification>();
        services.AddAudit(loaded.Snapshot.Options.Audit);
        services.AddCallers();
        services.AddTokens();
        services.AddManagement();
        services.AddSingleton<Func<KeyRules>>(s => () => s.GetRequiredService<ConfigurationReloader>().Current.Options.Keys.ToRules());
        services.AddJudges(options.TelemetryName);
        services.AddLimits(loaded.Snapshot.Options, options.TelemetryName);
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<ExchangeTelemetry>(s, options.TelemetryName));

        var provider = new SnapshotConfigProvider(loaded.Snapshot, simulator.Place);
        services.AddSingleton<IProxyConfigProvider>(provider);
        services.AddSingleton<IConfigChangeListener>(provider);
        services.AddSingleton(_ => simulator); // By a factory, so that the container disposes it.
        services.AddSingleton(s => new ConfigurationReloader(options.Sources, options.Dialects, options.Detectors, options.WarmUp, loaded, provider, simulator, s.GetRequiredService<ILogger<ConfigurationReloader>>()));
        if (options.Watch)
            services.AddHostedService<ConfigurationWatcher>();
        if (options.WarmUp)
            services.AddHostedService<GatewayWarmUp>();

        services.AddSingleton<AnswerReader>();
        services.AddSingleton<AnswerTransform>();
        services.AddSingleton(new ConnectRetry(options.Time));
        services.Replace(ServiceDescriptor.Singleton<IForwarderHttpClientFactory, ForwarderClientFactory>());
        services.AddReverseProxy().AddTransforms<GuardTransforms>();
        services.RemoveAll<IAuthorizationHandlerProvider>(); // Who may do what is the gate's to say; where this is known, WebApplication puts a middleware in front that asks nobody.
    }
}
