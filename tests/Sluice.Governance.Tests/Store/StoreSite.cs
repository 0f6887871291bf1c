using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Store;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Store;

/// <summary>An empty database and the master key of those who use it.</summary>
internal sealed class StoreSite(string connection, string masterKey, DirectoryInfo? directory) : IAsyncDisposable
{
    private readonly List<StoreNode> _nodes = [];

    public string Connection => connection;

    /// <summary>The folder of a SQLite file.</summary>
    public DirectoryInfo? Directory => directory;

    public string MasterKey => masterKey;

    public static StoreSite OfFile()
    {
        DirectoryInfo directory = System.IO.Directory.CreateTempSubdirectory("sluice-store-");
        return new StoreSite($"Data Source={Path.Combine(directory.FullName, "sluice.db")}", NewMasterKey(), directory);
    }

    public static string NewMasterKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>A process that has the database open; with others it is several nodes.</summary>
    public async Task<StoreNode> OpenAsync(TimeProvider? time = null, KeyRules? rules = null)
    {
        time ??= TimeProvider.System;
        GovernanceStore store = await GovernanceStore.OpenAsync(new StoreSettings(connection, masterKey), time, Given.Token);
        StoreNode node = await StoreNode.StartAsync(store, time, rules ?? new KeyRules());
        _nodes.Add(node);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StoreNode node in _nodes)
            await node.DisposeAsync();
        directory?.Delete(recursive: true);
    }
}

/// <summary>A node: everything that lives on a store, with its audit records and log in memory.</summary>
internal sealed class StoreNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreNode(ServiceProvider services) => _services = services;

    public AuditMemory Audit { get; } = new();

    public LogSink Logs { get; } = new();

    public GovernanceStore Store => Get<GovernanceStore>();

    public KeyService Keys => Get<KeyService>();

    public KeyDirectory Directory => Get<KeyDirectory>();

    public static async Task<StoreNode> StartAsync(GovernanceStore store, TimeProvider time, KeyRules rules)
    {
        var services = new ServiceCollection();
        StoreNode? node = null;
        services.AddSingleton(time).AddSingleton<Func<KeyRules>>(() => rules).AddSingleton<IAuditLog>(_ => node!.Audit);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton<ILoggerProvider>(_ => node!.Logs));
        services.AddStore(store);
        node = new StoreNode(services.BuildServiceProvider());
        await node._services.LoadStoreAsync(Given.Token);
        return node;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What the watch does every half second.</summary>
    public async Task LookAsync()
    {
        await Store.Feed.PollAsync(Given.Token);
        Get<StoredKeys>().Look();
        await Get<StoreSweep>().LookAsync(Given.Token);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Keeps audit records.</summary>
internal sealed class AuditMemory : IAuditLog
{
    private readonly Lock _one = new();
    private readonly List<AuditRecord> _records = [];

    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (_one)
                return [.. _records];
        }
    }

    public void Write(AuditRecord record)
    {
        lock (_one)
            _records.Add(record);
    }
}
