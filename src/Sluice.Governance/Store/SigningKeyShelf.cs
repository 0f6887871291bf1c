using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Store;

/// <summary>The signing keys that all nodes share, encrypted under the master key. A change is told by the topic <see cref="ChangeTopic.SigningKeys"/>. Thread-safe.</summary>
public sealed class SigningKeyShelf(GovernanceStore store) : ISigningKeyShelf
{
    /// <summary>Newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<StoredSigningKey>> ReadAsync(CancellationToken cancellation)
    {
        List<Row> rows = await store.ReadAsync(
            read => read.ListAsync<Row>("SELECT id AS Id, protected AS Protected, created_at AS CreatedAt FROM signing_keys ORDER BY created_at DESC, id DESC"),
            cancellation);
        return [.. rows.Select(r => new StoredSigningKey(r.Id, StoreTime.From(r.CreatedAt), store.MasterKey.Unprotect(Purpose(r.Id), r.Protected)))];
    }

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task AddAsync(StoredSigningKey key, CancellationToken cancellation) => store.WriteAsync(
        write =>
        {
            write.Changed(ChangeTopic.SigningKeys);
            return write.ExecuteAsync(
                "INSERT INTO signing_keys (id, protected, created_at) VALUES (@Id, @Protected, @CreatedAt)",
                new Row { Id = key.Id, Protected = store.MasterKey.Protect(Purpose(key.Id), key.Pkcs8), CreatedAt = StoreTime.Of(key.CreatedAt) });
        },
        cancellation);

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task RemoveAsync(string id, CancellationToken cancellation) => store.WriteAsync(
        async write =>
        {
            int rows = await write.ExecuteAsync("DELETE FROM signing_keys WHERE id = @id", new { id });
            if (rows > 0)
                write.Changed(ChangeTopic.SigningKeys);
            return rows;
        },
        cancellation);

    private static string Purpose(string id) => "signing-key/" + id;

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Protected { get; set; } = "";

        public long CreatedAt { get; set; }
    }
}
