using Dapper;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>The statements upon <c>keys</c> and <c>key_secrets</c>.</summary>
internal static class KeyTable
{
    private const string Insert = """
        INSERT INTO keys (id, tenant, name, project, app, profile, permissions, role, scope, limits, sources, workload, status, reason, expires_at, ended_at, rotation_interval,
            rotation_unit, created_by, created_at, updated_by, updated_at)
        VALUES (@Id, @Tenant, @Name, @Project, @App, @Profile, @Permissions, @Role, @Scope, @Limits, @Sources, @Workload, @Status, @Reason, @ExpiresAt, @EndedAt, @RotationInterval,
            @RotationUnit, @CreatedBy, @CreatedAt, @UpdatedBy, @UpdatedAt)
        """;

    private const string UpdateWhole = """
        UPDATE keys SET name = @Name, project = @Project, app = @App, profile = @Profile, permissions = @Permissions, role = @Role, scope = @Scope, limits = @Limits,
            sources = @Sources, workload = @Workload, status = @Status, reason = @Reason, expires_at = @ExpiresAt, ended_at = @EndedAt, rotation_interval = @RotationInterval,
            rotation_unit = @RotationUnit, updated_by = @UpdatedBy, updated_at = @UpdatedAt
        WHERE id = @Id
        """;

    private const string InsertSecretRow = "INSERT INTO key_secrets (id, key_id, hash, last8, created_at, expires_at) VALUES (@Id, @KeyId, @Hash, @Last8, @CreatedAt, @ExpiresAt)";

    /// <summary>An expired key has left the list at its instant, whether or not the sweep has been there.</summary>
    private const string Live = "status IN ('active', 'revoked') AND (expires_at IS NULL OR expires_at > @now)";

    public static Task InsertAsync(StoreWrite write, KeyRecord key)
    {
        write.Changed(ChangeTopic.Keys);
        return write.ExecuteAsync(Insert, KeyRow.Of(key));
    }

    public static Task UpdateAsync(StoreWrite write, KeyRecord key)
    {
        write.Changed(ChangeTopic.Keys);
        return write.ExecuteAsync(UpdateWhole, KeyRow.Of(key));
    }

    public static Task InsertSecretAsync(StoreWrite write, SecretRow secret) => write.ExecuteAsync(InsertSecretRow, secret);

    /// <summary>Has the newest secret end at a time unless it ends before, and all older ones now.</summary>
    public static async Task EndSecretsAsync(StoreWrite write, KeyRecord key, long now, long newestEnds)
    {
        foreach ((SecretRecord secret, int age) in key.Secrets.Select((s, i) => (s, i)))
        {
            long end = age == 0 ? newestEnds : now;
            await write.ExecuteAsync("UPDATE key_secrets SET expires_at = @end WHERE id = @Id AND (expires_at IS NULL OR expires_at > @end)", new { secret.Id, end });
        }
    }

    public static Task DeleteSecretsAsync(StoreWrite write, string keyId) => write.ExecuteAsync("DELETE FROM key_secrets WHERE key_id = @keyId", new { keyId });

    /// <summary>The key with its secrets, locked until the transaction ends.</summary>
    public static async Task<KeyRecord?> FindAsync(StoreWrite write, string tenant, string id)
    {
        // An update that changes nothing locks the row in every database.
        if (await write.ExecuteAsync("UPDATE keys SET id = id WHERE id = @id AND tenant = @tenant", new { id, tenant }) == 0)
            return null;
        KeyRow? row = await write.FirstAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM keys WHERE id = @id", new { id });
        List<SecretRow> secrets = await write.ListAsync<SecretRow>(SecretsOf("@id"), new { id });
        return row!.ToRecord([.. secrets.Select(s => s.ToRecord())]);
    }

    public static async Task<KeyRecord?> FindAsync(StoreRead read, string tenant, string id) =>
        (await WithSecretsAsync(read, await read.ListAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM keys WHERE id = @id AND tenant = @tenant", new { id, tenant }))).FirstOrDefault();

    public static async Task<KeyRecord?> FindByNameAsync(StoreRead read, string tenant, string name, long now) =>
        (await WithSecretsAsync(read, await read.ListAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM keys WHERE tenant = @tenant AND name = @name AND {Live}", new { tenant, name, now }))).FirstOrDefault();

    public static async Task<List<KeyRecord>> ListAsync(StoreRead read, string tenant, KeyFilter filter, long now)
    {
        string live = filter.History ? "" : "AND " + Live;
        List<KeyRow> rows = await read.ListAsync<KeyRow>(
            $"""
            SELECT {KeyRow.Columns} FROM keys
            WHERE tenant = @tenant AND (@project IS NULL OR project = @project) AND (@app IS NULL OR app = @app) {live}
            ORDER BY created_at, id LIMIT @limit OFFSET @offset
            """,
            new { tenant, project = filter.Project, app = filter.App, now, limit = filter.Limit + 1, offset = filter.Offset });
        return await WithSecretsAsync(read, rows);
    }

    private static async Task<List<KeyRecord>> WithSecretsAsync(StoreRead read, List<KeyRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var ids = new DynamicParameters(); // One by one: Dapper hands PostgreSQL a list as an array, which IN does not take.
        foreach ((int i, KeyRow row) in rows.Index())
            ids.Add($"id{i}", row.Id);
        List<SecretRow> found = await read.ListAsync<SecretRow>(SecretsOf(string.Join(", ", rows.Select((_, i) => $"@id{i}"))), ids);
        ILookup<string, SecretRow> secrets = found.ToLookup(s => s.KeyId, StringComparer.Ordinal);
        return [.. rows.Select(r => r.ToRecord([.. secrets[r.Id].Select(s => s.ToRecord())]))];
    }

    /// <param name="ids">Parameters, with commas.</param>
    private static string SecretsOf(string ids) => $"SELECT {SecretRow.Columns} FROM key_secrets WHERE key_id IN ({ids}) ORDER BY created_at DESC, id DESC";
}
