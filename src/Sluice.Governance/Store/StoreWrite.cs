using System.Data.Common;
using Dapper;

namespace Sluice.Governance.Store;

/// <summary>A transaction under way.</summary>
internal sealed class StoreWrite(DbTransaction transaction, CancellationToken cancellation)
{
    private readonly SortedSet<ChangeTopic> _changed = [];

    /// <summary>What <see cref="Changed"/> named, in the one order in which every node locks the topics' rows.</summary>
    public IReadOnlyCollection<ChangeTopic> Topics => _changed;

    public DbConnection Connection => transaction.Connection!;

    public DbTransaction Transaction => transaction;

    /// <summary>Every node is to read this topic again once the transaction is done.</summary>
    public void Changed(ChangeTopic topic) => _changed.Add(topic);

    public Task<int> ExecuteAsync(string sql, object? values = null) => Connection.ExecuteAsync(Command(sql, values));

    public Task<T?> FirstAsync<T>(string sql, object? values = null) => Connection.QueryFirstOrDefaultAsync<T>(Command(sql, values));

    public async Task<List<T>> ListAsync<T>(string sql, object? values = null) => (await Connection.QueryAsync<T>(Command(sql, values))).AsList();

    private CommandDefinition Command(string sql, object? values) => new(sql, values, transaction, cancellationToken: cancellation);
}
