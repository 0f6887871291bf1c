namespace Sluice.Governance.Store;

/// <summary>A key that tokens are signed with.</summary>
/// <param name="Id">Goes into tokens as <c>kid</c>.</param>
/// <param name="Algorithm">As in a token's header, for example <c>ES256</c>.</param>
/// <param name="PrivateKey">PKCS #8; encrypted where it is stored.</param>
/// <param name="RetiredAt">Since when it signs nothing more; tokens that it signed stay valid to their end.</param>
public sealed record SigningKey(string Id, string Algorithm, byte[] PrivateKey, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt = null)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => Id;
}

/// <summary>The signing keys that all nodes share. Thread-safe.</summary>
public sealed class SigningKeys(GovernanceStore store)
{
    /// <summary>All that are there, retired ones too, newest first.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellation = default) =>
        Open(await store.ReadAsync(read => read.ListAsync<Row>(All), cancellation));

    /// <summary>Has a key that signs and is younger than a time: makes one unless some node was faster. Nodes that ask together get the same.</summary>
    /// <returns>All keys after that, newest first.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<SigningKey>> EnsureAsync(DateTimeOffset youngerThan, Func<SigningKey> create, CancellationToken cancellation = default)
    {
        IReadOnlyList<SigningKey> present = await ListAsync(cancellation);
        if (HasYounger(present.Select(k => (k.CreatedAt, k.RetiredAt))))
            return present;
        return Open(await store.WriteAsync(
            async write =>
            {
                // The topic's row is what nodes queue up at.
                await write.ExecuteAsync("UPDATE change_feed SET sequence = sequence WHERE topic = 'SigningKeys'");
                List<Row> rows = await write.ListAsync<Row>(All);
                if (HasYounger(rows.Select(r => (StoreTime.From(r.CreatedAt), StoreTime.From(r.RetiredAt)))))
                    return rows;
                await InsertAsync(write, create());
                return await write.ListAsync<Row>(All);
            },
            cancellation));

        bool HasYounger(IEnumerable<(DateTimeOffset Created, DateTimeOffset? Retired)> keys) => keys.Any(k => k.Retired is null && k.Created > youngerThan);
    }

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task AddAsync(SigningKey key, CancellationToken cancellation = default) => store.WriteAsync(write => InsertAsync(write, key), cancellation);

    /// <summary>Has a key sign nothing more; false when there is none such.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<bool> RetireAsync(string id, CancellationToken cancellation = default) =>
        ChangeAsync("UPDATE signing_keys SET retired_at = @now WHERE id = @id AND retired_at IS NULL", id, cancellation);

    /// <summary>Forgets a key; what it signed is no longer valid.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellation = default) => ChangeAsync("DELETE FROM signing_keys WHERE id = @id AND @now > 0", id, cancellation);

    private const string All = "SELECT id AS Id, algorithm AS Algorithm, protected AS Protected, created_at AS CreatedAt, retired_at AS RetiredAt FROM signing_keys ORDER BY created_at DESC, id DESC";

    private static string Purpose(string id) => "signing-key/" + id;

    private Task<int> InsertAsync(StoreWrite write, SigningKey key)
    {
        write.Changed(ChangeTopic.SigningKeys);
        return write.ExecuteAsync(
            "INSERT INTO signing_keys (id, algorithm, protected, created_at, retired_at) VALUES (@Id, @Algorithm, @Protected, @CreatedAt, @RetiredAt)",
            new Row
            {
                Id = key.Id,
                Algorithm = key.Algorithm,
                Protected = store.MasterKey.Protect(Purpose(key.Id), key.PrivateKey),
                CreatedAt = StoreTime.Of(key.CreatedAt),
                RetiredAt = StoreTime.Of(key.RetiredAt),
            });
    }

    private Task<bool> ChangeAsync(string sql, string id, CancellationToken cancellation) => store.WriteAsync(
        async write =>
        {
            bool changed = await write.ExecuteAsync(sql, new { id, now = store.Now }) > 0;
            if (changed)
                write.Changed(ChangeTopic.SigningKeys);
            return changed;
        },
        cancellation);

    private IReadOnlyList<SigningKey> Open(List<Row> rows) =>
        [.. rows.Select(r => new SigningKey(r.Id, r.Algorithm, store.MasterKey.Unprotect(Purpose(r.Id), r.Protected), StoreTime.From(r.CreatedAt), StoreTime.From(r.RetiredAt)))];

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Algorithm { get; set; } = "";

        public string Protected { get; set; } = "";

        public long CreatedAt { get; set; }

        public long? RetiredAt { get; set; }
    }
}
