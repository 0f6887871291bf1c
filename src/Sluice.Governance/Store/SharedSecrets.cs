using System.Security.Cryptography;

namespace Sluice.Governance.Store;

/// <summary>Secrets that the gate makes for itself and every node needs, encrypted under the master key.</summary>
internal sealed class SharedSecrets(GovernanceStore store)
{
    /// <summary>The secret of a name; the first to ask makes it, for all nodes.</summary>
    public async Task<byte[]> GetOrCreateAsync(string name, Func<byte[]> create, CancellationToken cancellation)
    {
        string? found = await FindAsync(name, cancellation);
        if (found is null)
        {
            string fresh = store.MasterKey.Protect(Purpose(name), create());
            await store.WriteAsync(
                write => write.ExecuteAsync(
                    "INSERT INTO shared_secrets (name, protected, updated_at) VALUES (@name, @fresh, @now) ON CONFLICT (name) DO NOTHING",
                    new { name, fresh, now = store.Now }),
                cancellation);
            found = await FindAsync(name, cancellation);
        }

        return store.MasterKey.Unprotect(Purpose(name), found!);
    }

    private static string Purpose(string name) => "shared/" + name;

    private Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        store.ReadAsync(read => read.FirstAsync<string>("SELECT protected FROM shared_secrets WHERE name = @name", new { name }), cancellation);

    /// <summary>Fails with a clear message where the master key is not the one that the store was begun with.</summary>
    public async Task<byte[]> OpenAsync(string name, Func<byte[]> create, CancellationToken cancellation)
    {
        try
        {
            return await GetOrCreateAsync(name, create, cancellation);
        }
        catch (CryptographicException e)
        {
            throw new StoreException(StoreException.MasterKeyKey, "is not the key that this store was encrypted under", e);
        }
    }
}
