using Microsoft.Extensions.Logging;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>
/// Keeps the directory's source <c>store</c> as the store has it. While the store does not answer, what is known stays for <see cref="KeyRules.StaleMinutes"/>; keys that expire meanwhile go all the same.
/// </summary>
public sealed partial class StoredKeys
{
    /// <summary>The directory's name for them.</summary>
    public const string Source = "store";

    private readonly GovernanceStore _store;
    private readonly KeyDirectory _directory;
    private readonly Func<KeyRules> _rules;
    private readonly TimeProvider _time;
    private readonly ILogger<StoredKeys> _logger;
    private readonly Lock _replacing = new();
    private IReadOnlyList<KeyEntry> _entries = [];
    private DateTimeOffset _nextEnd = DateTimeOffset.MaxValue;
    private bool _dropped;

    public StoredKeys(GovernanceStore store, KeyDirectory directory, Func<KeyRules> rules, TimeProvider time, ILogger<StoredKeys> logger)
    {
        (_store, _directory, _rules, _time, _logger) = (store, directory, rules, time, logger);
        store.Feed.Subscribe(ChangeTopic.Keys, RefreshAsync);
    }

    /// <summary>Reads the keys again.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; the directory stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        long now = _store.Now;
        (List<KeyRow> keys, List<SecretRow> secrets) = await _store.ReadAsync(
            async read => (
                await read.ListAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM keys WHERE status = 'active' AND (expires_at IS NULL OR expires_at > @now)", new { now }),
                await read.ListAsync<SecretRow>($"SELECT {SecretRow.Columns} FROM key_secrets WHERE expires_at IS NULL OR expires_at > @now", new { now })),
            cancellation);
        ILookup<string, SecretRow> byKey = secrets.ToLookup(s => s.KeyId, StringComparer.Ordinal);
        Publish([.. keys.Select(k => k.ToRecord([])).SelectMany(k => byKey[k.Id].Select(s => new KeyEntry(s.Hash, CallerOf(k, s.Id, Earlier(k.Settings.ExpiresAt, StoreTime.From(s.ExpiresAt))))))]);
        _dropped = false;
    }

    /// <summary>Has what expired since the last look revoked, so that streams in flight end; and drops everything when the store has not answered for too long.</summary>
    public void Look()
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (!_dropped && _store.Feed.UnreachableSince is { } since && now - since >= TimeSpan.FromMinutes(_rules().StaleMinutes))
        {
            _dropped = true;
            Publish([]);
            Log.Dropped(_logger, _rules().StaleMinutes);
        }
        else if (now >= _nextEnd)
        {
            Publish([.. _entries.Where(e => e.Caller.ExpiresAt is not { } end || now < end)]);
        }
    }

    /// <summary>The caller that a key is.</summary>
    internal static Caller CallerOf(KeyRecord key, string secretId, DateTimeOffset? end) => new(key.Id)
    {
        Kind = CallerKind.Key,
        KeyId = key.Id,
        SecretId = secretId,
        KeyName = key.Settings.Name,
        Tenant = key.Tenant,
        Project = key.Settings.Project,
        App = key.Settings.App,
        Permissions = key.Settings.Permissions,
        Scope = key.Settings.Scope,
        Limits = key.Settings.Limits,
        Sources = key.Settings.Sources,
        Workload = key.Settings.Workload,
        ExpiresAt = end,
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private void Publish(IReadOnlyList<KeyEntry> entries)
    {
        lock (_replacing)
        {
            _entries = entries;
            _nextEnd = entries.Min(e => e.Caller.ExpiresAt) ?? DateTimeOffset.MaxValue;
            _directory.Replace(Source, entries);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The store has not answered for {Minutes} minutes: its keys are no longer accepted until it does")]
        public static partial void Dropped(ILogger logger, int minutes);
    }
}
