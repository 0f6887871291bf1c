using System.Collections.Frozen;

namespace Sluice.Governance.Store;

/// <summary>Tokens that were invalidated before their end, by their <c>jti</c>: all of them in memory, as each request with a token asks. Thread-safe.</summary>
public sealed class RevokedTokens
{
    private readonly GovernanceStore _store;
    private volatile FrozenDictionary<string, long> _tokens = FrozenDictionary<string, long>.Empty;

    public RevokedTokens(GovernanceStore store)
    {
        _store = store;
        store.Feed.Subscribe(ChangeTopic.Tokens, RefreshAsync);
    }

    public bool Contains(string jti) => _tokens.ContainsKey(jti);

    /// <summary>Invalidates a token on every node.</summary>
    /// <param name="until">The token's own end, after which nobody needs to remember it.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task AddAsync(string jti, DateTimeOffset until, CancellationToken cancellation = default) => _store.WriteAsync(
        write =>
        {
            write.Changed(ChangeTopic.Tokens);
            return write.ExecuteAsync(
                "INSERT INTO revoked_tokens (jti, until_at) VALUES (@jti, @until) ON CONFLICT (jti) DO UPDATE SET until_at = excluded.until_at",
                new { jti, until = StoreTime.Of(until) });
        },
        cancellation);

    /// <summary>Reads them again.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        List<Row> rows = await _store.ReadAsync(read => read.ListAsync<Row>("SELECT jti AS Jti, until_at AS Until FROM revoked_tokens WHERE until_at > @now", new { now = _store.Now }), cancellation);
        _tokens = rows.ToFrozenDictionary(r => r.Jti, r => r.Until, StringComparer.Ordinal);
    }

    /// <summary>Forgets those whose end has come.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task<int> SweepAsync(CancellationToken cancellation) =>
        _store.WriteAsync(write => write.ExecuteAsync("DELETE FROM revoked_tokens WHERE until_at <= @now", new { now = _store.Now }), cancellation);

    private sealed class Row
    {
        public string Jti { get; set; } = "";

        public long Until { get; set; }
    }
}
