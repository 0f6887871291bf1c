using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Store;

/// <summary>Secrets that must be readable, such as those of webhooks: encrypted by Data Protection, whose ring the master key protects. Setting one is audited, without its value. Thread-safe.</summary>
public sealed class ProtectedSecrets(GovernanceStore store, IDataProtectionProvider protection, IAuditLog audit, TimeProvider time)
{
    private const int MaxName = 128;

    /// <summary>The secret; not found where there is none.</summary>
    public Task<ActResult<string>> GetAsync(string tenant, string name, CancellationToken cancellation = default) => store.TryReadAsync(
        async read => await read.FirstAsync<string>("SELECT protected FROM protected_secrets WHERE tenant = @tenant AND name = @name", new { tenant, name }) is { } text
            ? Open(tenant, name, text)
            : ActResult.NotFound<string>(),
        cancellation);

    /// <summary>The names of a tenant's secrets, in order.</summary>
    public Task<ActResult<IReadOnlyList<string>>> NamesAsync(string tenant, CancellationToken cancellation = default) => store.TryReadAsync(
        async read => ActResult.Done<IReadOnlyList<string>>(await read.ListAsync<string>("SELECT name FROM protected_secrets WHERE tenant = @tenant ORDER BY name", new { tenant })),
        cancellation);

    /// <summary>Sets a secret, or forgets it.</summary>
    /// <param name="value">Null to forget it.</param>
    public async Task<ActResult<string>> SetAsync(Actor actor, string tenant, string name, string? value, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName)
            return ActResult.Invalid<string>("name", $"is empty or longer than {MaxName} characters");
        string? closed = value is null ? null : Protector(tenant, name).Protect(value);
        ActResult<string> result = await store.TryWriteAsync(
            async write =>
            {
                if (await write.FirstAsync<string>("SELECT id FROM tenants WHERE id = @tenant", new { tenant }) is null)
                    return ActResult.NotFound<string>();
                write.Changed(ChangeTopic.Secrets);
                int rows = closed is null
                    ? await write.ExecuteAsync("DELETE FROM protected_secrets WHERE tenant = @tenant AND name = @name", new { tenant, name })
                    : await write.ExecuteAsync(
                        """
                        INSERT INTO protected_secrets (tenant, name, protected, updated_by, updated_at) VALUES (@tenant, @name, @closed, @by, @now)
                        ON CONFLICT (tenant, name) DO UPDATE SET protected = excluded.protected, updated_by = excluded.updated_by, updated_at = excluded.updated_at
                        """,
                        new { tenant, name, closed, by = actor.Name, now = store.Now });
                return rows > 0 ? ActResult.Done(name) : ActResult.NotFound<string>();
            },
            "name",
            cancellation);
        if (result.IsDone)
            audit.Write(Acts.Record(time, closed is null ? "secret.delete" : "secret.set", actor, tenant) with { Target = name, TargetName = name });
        return result;
    }

    private ActResult<string> Open(string tenant, string name, string text)
    {
        try
        {
            return ActResult.Done(Protector(tenant, name).Unprotect(text));
        }
        catch (CryptographicException)
        {
            return ActResult.Failed<string>(ActOutcome.Conflict, "cannot be opened with this store's key ring; set it again");
        }
    }

    private IDataProtector Protector(string tenant, string name) => protection.CreateProtector("Sluice.ProtectedSecrets", tenant, name);
}
