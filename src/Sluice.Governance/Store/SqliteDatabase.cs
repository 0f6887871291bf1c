using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Sluice.Governance.Store;

/// <summary>One file, in WAL mode: whoever reads never waits, one writes at a time, and other processes of this machine may take part.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    /// <summary>How long a statement waits for another process's transaction, in seconds.</summary>
    private const int BusySeconds = 10;

    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    private readonly string _connection;

    /// <summary>A database in memory is there as long as a connection is.</summary>
    private SqliteConnection? _anchor;

    private SqliteDatabase(SqliteConnectionStringBuilder builder)
    {
        IsPrivate = builder.Mode == SqliteOpenMode.Memory;
        File = IsPrivate ? null : Path.GetFullPath(builder.DataSource);
        Description = File is null ? "SQLite in memory" : $"SQLite {builder.DataSource}";
        _connection = builder.ConnectionString;
    }

    public string Description { get; }

    public string? File { get; }

    public bool IsPrivate { get; }

    public static async Task<SqliteDatabase> OpenAsync(string connection, CancellationToken cancellation)
    {
        SqliteConnectionStringBuilder builder = Parse(connection);
        var database = new SqliteDatabase(builder);
        if (database.File is { } file)
            CreateFile(file);
        SqliteConnection first = new(database._connection);
        try
        {
            await first.OpenAsync(cancellation);
            await first.ExecuteAsync(database.IsPrivate ? "SELECT 1" : "PRAGMA journal_mode = WAL");
        }
        catch (SqliteException e)
        {
            await first.DisposeAsync();
            throw new StoreException(StoreException.StoreKey, $"{database.Description} cannot be opened: {e.Message}", e);
        }

        if (database.IsPrivate)
            database._anchor = first;
        else
            await first.DisposeAsync();
        return database;
    }

    public async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Immediate: a transaction that began by reading could not be let write later.</summary>
    public ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);

    /// <summary>The transaction is already the only one that writes.</summary>
    public Task LockSchemaAsync(DbTransaction transaction, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<bool> HasTableAsync(DbConnection connection, DbTransaction? transaction, string table) =>
        await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table", new { table }, transaction) > 0;

    public bool IsDuplicate(DbException exception) => exception is SqliteException { SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique };

    /// <summary>Busy, locked, read-only, the disk's own errors, full, not to be opened, damaged.</summary>
    public bool IsOutage(Exception exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26 };

    public async ValueTask DisposeAsync()
    {
        using (var any = new SqliteConnection(_connection))
            SqliteConnection.ClearPool(any); // Open connections keep the WAL file.
        if (_anchor is not null)
            await _anchor.DisposeAsync();
    }

    private static SqliteConnectionStringBuilder Parse(string connection)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connection) { ForeignKeys = true };
            builder.DefaultTimeout = Math.Min(builder.DefaultTimeout, BusySeconds);
            if (builder.DataSource.Length == 0)
                throw new StoreException(StoreException.StoreKey, "has an empty Data Source");
            if (string.Equals(builder.DataSource, ":memory:", StringComparison.Ordinal) || builder.Mode == SqliteOpenMode.Memory)
            {
                builder.DataSource = $"sluice-{Guid.NewGuid():N}";
                builder.Mode = SqliteOpenMode.Memory;
                builder.Cache = SqliteCacheMode.Shared;
            }

            return builder;
        }
        catch (ArgumentException e)
        {
            throw new StoreException(StoreException.StoreKey, "is no connection string of SQLite's", e); // The message could repeat what was given.
        }
    }

    /// <summary>For its owner only: whoever may read the database knows names and limits.</summary>
    private static void CreateFile(string file)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string directory = Path.GetDirectoryName(file)!;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        try
        {
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = owner;
            if (Directory.Exists(directory) || OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, owner | UnixFileMode.UserExecute);
            if (!System.IO.File.Exists(file))
                new FileStream(file, options).Dispose(); // An empty file is an empty database.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreException.StoreKey, $"the file \"{file}\" cannot be made: {e.GetType().Name}", e);
        }
    }
}
