using Microsoft.Extensions.Logging;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;

namespace Sluice.Governance.Store;

/// <summary>
/// Moves expired keys into the history, with an audit record for each by exactly one node, and forgets what nobody needs: ended secrets, invalidated tokens that have
/// expired, history beyond its days. Nothing waits for it: an expired key opens nothing from its instant on.
/// </summary>
internal sealed partial class StoreSweep(GovernanceStore store, StoredRevocations tokens, Func<KeyRules> rules, IAuditLog audit, TimeProvider time, ILogger<StoreSweep> logger)
{
    /// <summary>How often what is only untidy is swept.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    /// <summary>How soon it tries again where the store reads but does not write, as with a full disk.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private static readonly Actor Itself = new("sluice");

    private readonly KeyAudit _audit = new(audit, time);
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private DateTimeOffset _nextExpiry = DateTimeOffset.MinValue;
    private bool _failing;

    /// <summary>Sweeps what is due. Does not throw when the store is down: the next look tries again.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (store.Feed.UnreachableSince is not null || now < _nextExpiry)
            return;
        try
        {
            await SweepKeysAsync(cancellation);
            _nextExpiry = now + TimeSpan.FromSeconds(1);
            if (now >= _next)
            {
                await TidyAsync(cancellation);
                _next = now + Every;
            }

            _failing = false;
        }
        catch (StoreUnavailableException e)
        {
            _nextExpiry = now + Again;
            if (!_failing)
                Log.Failed(logger, e.InnerException!.GetType().Name);
            _failing = true;
        }
    }

    /// <returns>How many keys were found expired.</returns>
    internal async Task<int> SweepKeysAsync(CancellationToken cancellation)
    {
        if (await store.ReadAsync(read => read.FirstAsync<string>("SELECT id FROM keys WHERE status IN ('active', 'revoked') AND expires_at <= @now LIMIT 1", new { now = store.Now }), cancellation) is null)
            return 0;
        List<(KeyRecord Before, KeyRecord After)> expired = await store.WriteAsync(
            async write =>
            {
                DateTimeOffset now = StoreTime.From(store.Now);
                var done = new List<(KeyRecord, KeyRecord)>();
                foreach (KeyRow row in await write.ListAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM keys WHERE status IN ('active', 'revoked') AND expires_at <= @now", new { now = StoreTime.Of(now) }))
                {
                    // Locks the row: another node that sweeps finds it done, or already expired.
                    KeyRecord? key = await KeyTable.FindAsync(write, row.Tenant, row.Id);
                    if (key is not { Status: KeyStatus.Active or KeyStatus.Revoked } || key.Settings.ExpiresAt > now)
                        continue;
                    KeyRecord after = key with { Status = KeyStatus.Expired, EndedAt = now, UpdatedBy = Itself.Name, UpdatedAt = now, Secrets = [] };
                    await KeyTable.DeleteSecretsAsync(write, key.Id);
                    await KeyTable.UpdateAsync(write, after);
                    done.Add((key, after));
                }

                return done;
            },
            cancellation);
        foreach ((KeyRecord before, KeyRecord after) in expired)
            _audit.Done("key.expire", Itself, before, after);
        return expired.Count;
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        long now = store.Now, forgotten = StoreTime.Of(time.GetUtcNow().AddDays(-rules().HistoryDays));
        await store.WriteAsync(
            async write =>
            {
                await write.ExecuteAsync("DELETE FROM key_secrets WHERE expires_at <= @now", new { now });
                return await write.ExecuteAsync("DELETE FROM keys WHERE status IN ('expired', 'deleted') AND ended_at <= @forgotten", new { forgotten });
            },
            cancellation);
        await tokens.SweepAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store takes no writes ({Reason}): expired keys stay out of use, and get into the history once it does")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
