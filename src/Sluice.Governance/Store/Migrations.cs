using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace Sluice.Governance.Store;

/// <summary>
/// Brings the schema up to what this program knows: embedded files <c>Store/Migrations/NNN_name.sql</c> in order of their numbers, all in one transaction under a lock
/// that nodes share. A file that was released is never changed.
/// </summary>
internal sealed class Migrations
{
    private readonly IReadOnlyList<Migration> _all;

    internal Migrations(IReadOnlyList<Migration> all) => _all = all;

    /// <summary>Those of this program.</summary>
    public static Migrations Embedded { get; } = new([.. Read()]);

    /// <summary>The version that the last one leads to.</summary>
    public int Newest => _all[^1].Version;

    /// <summary>Those up to a version: what an older program knew.</summary>
    internal Migrations UpTo(int version) => new([.. _all.Where(m => m.Version <= version)]);

    /// <returns>How many were run.</returns>
    /// <exception cref="StoreException">A newer program has been here.</exception>
    public async Task<int> RunAsync(IDatabase database, TimeProvider time, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.ConnectAsync(cancellation);
        if (await database.HasTableAsync(connection, null, "schema_versions") && await VersionAsync(connection, null) == Newest)
            return 0; // The usual case needs no lock.
        await using DbTransaction transaction = await database.BeginAsync(connection, cancellation);
        await database.LockSchemaAsync(transaction, cancellation);
        if (!await database.HasTableAsync(connection, transaction, "schema_versions"))
            await connection.ExecuteAsync("CREATE TABLE schema_versions (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)", transaction: transaction);
        long version = await VersionAsync(connection, transaction);
        if (version > Newest)
            throw new StoreException(StoreException.StoreKey, $"{database.Description} has schema {version}, and this version of Sluice knows {Newest}: it was used by a newer one");
        int run = 0;
        foreach (Migration migration in _all.Where(m => m.Version > version))
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions (version, name, applied_at) VALUES (@Version, @Name, @now)",
                new { migration.Version, migration.Name, now = time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction);
            run++;
        }

        await transaction.CommitAsync(cancellation);
        return run;
    }

    private static Task<long> VersionAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteScalarAsync<long>("SELECT COALESCE(MAX(version), 0) FROM schema_versions", transaction: transaction);

    private static IEnumerable<Migration> Read()
    {
        Assembly assembly = typeof(Migrations).Assembly;
        const string folder = "Sluice.Governance.Store.Migrations.";
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            string name = resource[folder.Length..^".sql".Length];
            yield return new Migration(int.Parse(name[..3], CultureInfo.InvariantCulture), name[4..], reader.ReadToEnd());
        }
    }
}

/// <summary>One step of the schema.</summary>
internal sealed record Migration(int Version, string Name, string Sql);
