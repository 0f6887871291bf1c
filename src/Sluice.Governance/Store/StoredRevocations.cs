using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Store;

/// <summary>Invalidated tokens as the store has them, until their own end; brought into <see cref="RevokedTokens"/> on every node. Thread-safe.</summary>
public sealed class StoredRevocations
{
    private readonly GovernanceStore _store;
    private readonly RevokedTokens _known;

    public StoredRevocations(GovernanceStore store, RevokedTokens known)
    {
        (_store, _known) = (store, known);
        store.Feed.Subscribe(ChangeTopic.Tokens, RefreshAsync);
    }

    /// <summary>Tells every node of a token that is invalidated.</summary>
    /// <param name="id">Its <c>jti</c>.</param>
    /// <param name="end">Its own end, after which nobody needs to remember it.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task AddAsync(string id, DateTimeOffset end, CancellationToken cancellation = default) => _store.WriteAsync(
        write =>
        {
            write.Changed(ChangeTopic.Tokens);
            return write.ExecuteAsync(
                "INSERT INTO revoked_tokens (jti, until_at) VALUES (@id, @until) ON CONFLICT (jti) DO UPDATE SET until_at = excluded.until_at",
                new { id, until = StoreTime.Of(end) });
        },
        cancellation);

    /// <summary>Reads them again.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        List<Row> rows = await _store.ReadAsync(
            read => read.ListAsync<Row>(
                "SELECT jti AS Id, until_at AS Until FROM revoked_tokens WHERE until_at > @now ORDER BY until_at DESC LIMIT @most",
                new { now = _store.Now, most = RevokedTokens.Most }),
            cancellation);
        foreach (Row row in rows)
            _known.TryAdd(row.Id, StoreTime.From(row.Until));
    }

    /// <summary>Forgets those whose end has come.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<int> SweepAsync(CancellationToken cancellation) =>
        _store.WriteAsync(write => write.ExecuteAsync("DELETE FROM revoked_tokens WHERE until_at <= @now", new { now = _store.Now }), cancellation);

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public long Until { get; set; }
    }
}
