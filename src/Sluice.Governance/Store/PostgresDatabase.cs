using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Sluice.Governance.Store;

/// <summary>A PostgreSQL database that nodes share.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    /// <summary>Advisory locks are numbers; this one is "sluice" in ASCII.</summary>
    private const long SchemaLock = 0x736C75696365;

    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(NpgsqlConnectionStringBuilder builder)
    {
        Description = $"PostgreSQL {builder.Database} at {builder.Host}:{builder.Port}";
        _source = NpgsqlDataSource.Create(builder);
    }

    public string Description { get; }

    public string? File => null;

    public bool IsPrivate => false;

    public static async Task<PostgresDatabase> OpenAsync(string connection, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException e)
        {
            throw new StoreException(StoreException.StoreKey, "is no connection string of PostgreSQL's", e); // The message could repeat what was given.
        }

        // A stalled server must not stall the gate for Npgsql's half minute.
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        if (!given.ContainsKey("Timeout"))
            builder.Timeout = 5;
        if (!given.ContainsKey("Command Timeout") && !given.ContainsKey("CommandTimeout"))
            builder.CommandTimeout = 10;
        var database = new PostgresDatabase(builder);
        try
        {
            await using DbConnection first = await database.ConnectAsync(cancellation);
            return database;
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            await database.DisposeAsync();
            throw new StoreException(StoreException.StoreKey, $"{database.Description} cannot be reached: {e.Message}", e);
        }
    }

    public async Task<DbConnection> ConnectAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    public Task LockSchemaAsync(DbTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@key)", new { key = SchemaLock }, transaction, cancellationToken: cancellation));

    public async Task<bool> HasTableAsync(DbConnection connection, DbTransaction? transaction, string table) =>
        await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = @table)", new { table }, transaction);

    public bool IsDuplicate(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Connection, resources, an operator's intervention, the system (classes 08, 53, 57, 58), a lost race for locks (40), a server that takes no writes (25006).</summary>
    public bool IsOutage(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction || e.SqlState[..2] is "08" or "40" or "53" or "57" or "58",
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
