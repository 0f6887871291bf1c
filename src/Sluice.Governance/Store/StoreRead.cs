using System.Data.Common;
using Dapper;

namespace Sluice.Governance.Store;

/// <summary>A connection that reads.</summary>
internal sealed class StoreRead(DbConnection connection, CancellationToken cancellation)
{
    public Task<T?> FirstAsync<T>(string sql, object? values = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    public async Task<List<T>> ListAsync<T>(string sql, object? values = null) => (await connection.QueryAsync<T>(Command(sql, values))).AsList();

    private CommandDefinition Command(string sql, object? values) => new(sql, values, cancellationToken: cancellation);
}
