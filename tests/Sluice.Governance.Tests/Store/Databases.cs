using Sluice.Testing.Servers;

[assembly: AssemblyFixture(typeof(Sluice.Governance.Tests.Store.Databases))]

namespace Sluice.Governance.Tests.Store;

/// <summary>Which database a test runs on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>One PostgreSQL server for all tests, started when the first of them asks; each test has a database of its own.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);

    /// <summary>Every test of the store runs on both.</summary>
    public static TheoryData<DatabaseKind> Both { get; } = [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    internal async Task<StoreSite> CreateAsync(DatabaseKind kind) =>
        kind == DatabaseKind.Sqlite ? StoreSite.OfFile() : new StoreSite(await (await _postgres.Value).CreateDatabaseAsync(), StoreSite.NewMasterKey(), null);

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated)
            await (await _postgres.Value).DisposeAsync();
    }
}
