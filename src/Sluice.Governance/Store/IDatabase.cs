using System.Data.Common;

namespace Sluice.Governance.Store;

/// <summary>What differs between the databases; the schema and the statements do not.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>What the log calls it; without a password.</summary>
    string Description { get; }

    /// <summary>The file that holds everything, where there is one.</summary>
    string? File { get; }

    /// <summary>Nobody but this process can see it, and it ends with the process.</summary>
    bool IsPrivate { get; }

    Task<DbConnection> ConnectAsync(CancellationToken cancellation);

    /// <summary>A transaction that writes: what it reads cannot be changed under it by another that locks the same rows.</summary>
    ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Keeps every other node from changing the schema until the transaction ends.</summary>
    Task LockSchemaAsync(DbTransaction transaction, CancellationToken cancellation);

    /// <summary>Whether a table is there.</summary>
    Task<bool> HasTableAsync(DbConnection connection, DbTransaction? transaction, string table);

    /// <summary>The database does not do its work; anything else that it throws is a mistake of this program's.</summary>
    bool IsOutage(Exception exception);

    /// <summary>A unique index refused a row.</summary>
    bool IsDuplicate(DbException exception);
}
