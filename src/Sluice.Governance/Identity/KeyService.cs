using Sluice.Governance.Audit;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity;

/// <summary>
/// Makes, changes and ends the keys of the store. Every act is checked against what its actor holds, is audited, and has taken effect on this node when it returns.
/// Keys of other tenants are as missing as any. Declared keys (<see cref="DeclaredKeys"/>) can be read here. Thread-safe.
/// </summary>
public sealed class KeyService(GovernanceStore store, DeclaredKeys declared, Func<KeyRules> rules, IAuditLog audit, TimeProvider time)
{
    /// <summary>How long an old secret stays valid beside a new one where nothing is said.</summary>
    public static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    /// <summary>Longest overlap.</summary>
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(90);

    private readonly KeyAudit _audit = new(audit, time);

    /// <summary>Makes a key and its first secret, which is told this once.</summary>
    public async Task<ActResult<IssuedKey>> CreateAsync(Actor actor, string tenant, KeySettings settings, CancellationToken cancellation = default)
    {
        DateTimeOffset now = Now();
        (KeySettings complete, bool everything) = Complete(settings, now);
        if (complete.Permissions.IsEmpty)
            return ActResult.Invalid<IssuedKey>("permissions", "is empty: name the permissions that the key needs");
        if (Refusal<IssuedKey>("key.create", actor, tenant, null, complete, now) is { } refusal)
            return refusal;
        var key = new KeyRecord(NewId(now), tenant, complete) { Status = KeyStatus.Active, CreatedBy = actor.Name, CreatedAt = now, UpdatedBy = actor.Name, UpdatedAt = now };
        return await WriteAsync(
            async write =>
            {
                if (await OwnerCheck.MissingAsync(write, tenant, complete) is { } missing)
                    return ActResult.Invalid<IssuedKey>(missing, "names none of this tenant's");
                await KeyTable.InsertAsync(write, key);
                return ActResult.Done(await IssueAsync(write, key, now));
            },
            issued => _audit.Done("key.create", actor, null, issued.Key, everything ? AuditSeverity.High : AuditSeverity.Info),
            cancellation);
    }

    /// <summary>Keys of the store that are valid or revoked, oldest first; declared ones come from <see cref="DeclaredKeys.List"/>.</summary>
    public Task<ActResult<Page<KeyRecord>>> ListAsync(string tenant, KeyFilter filter, CancellationToken cancellation = default)
    {
        int limit = Math.Clamp(filter.Limit, 1, Page<KeyRecord>.MaxLimit), offset = Math.Max(filter.Offset, 0);
        return store.TryReadAsync(
            async read => ActResult.Done(Page<KeyRecord>.Of(await KeyTable.ListAsync(read, tenant, filter with { Limit = limit, Offset = offset }, store.Now), offset, limit)),
            cancellation);
    }

    /// <summary>A key by its id, whatever its state.</summary>
    public Task<ActResult<KeyRecord>> GetAsync(string tenant, string id, CancellationToken cancellation = default) => declared.Find(tenant, id) is { } key
        ? Task.FromResult(ActResult.Done(key))
        : FoundAsync(read => KeyTable.FindAsync(read, tenant, id), cancellation);

    /// <summary>The active or revoked key of a name.</summary>
    public Task<ActResult<KeyRecord>> FindByNameAsync(string tenant, string name, CancellationToken cancellation = default) =>
        FoundAsync(read => KeyTable.FindByNameAsync(read, tenant, name, store.Now), cancellation);

    /// <summary>Changes what its maker decides; the state, the stamps and the secrets are not among that.</summary>
    /// <param name="change">From the settings as they are to what they shall be; may run more than once.</param>
    public Task<ActResult<KeyRecord>> UpdateAsync(Actor actor, string tenant, string id, Func<KeySettings, KeySettings> change, CancellationToken cancellation = default) =>
        ActAsync("key.update", actor, tenant, id, async (write, key, now) =>
        {
            KeySettings settings = WithRole(change(key.Settings));
            if (key.Status != KeyStatus.Active)
                return ActResult.Failed<KeyRecord>(ActOutcome.Conflict, $"is {KeyRow.StatusText(key.Status)}");
            if (settings.Permissions.IsEmpty)
                return ActResult.Invalid<KeyRecord>("permissions", "is empty: name the permissions that the key needs");
            if (Refusal<KeyRecord>("key.update", actor, tenant, key, settings, now) is { } refusal)
                return refusal;
            if (await OwnerCheck.MissingAsync(write, tenant, settings) is { } missing)
                return ActResult.Invalid<KeyRecord>(missing, "names none of this tenant's");
            return ActResult.Done(await SaveAsync(write, actor, now, key with { Settings = settings }));
        }, cancellation);

    /// <summary>Gives a key a new secret; the newest of the old ones stays valid for a while, older ones end.</summary>
    /// <param name="overlap">How long; null for <see cref="DefaultOverlap"/>, zero to end it now.</param>
    /// <param name="rotation">The interval from now on; null to leave it.</param>
    public async Task<ActResult<IssuedKey>> RotateAsync(
        Actor actor, string tenant, string id, TimeSpan? overlap = null, Rotation? rotation = null, CancellationToken cancellation = default)
    {
        TimeSpan span = overlap ?? DefaultOverlap;
        if (span < TimeSpan.Zero || span > MaxOverlap)
            return ActResult.Invalid<IssuedKey>("overlap", $"is not from 0 to {MaxOverlap.TotalDays} days");
        string? secret = null;
        ActResult<KeyRecord> result = await ActAsync("key.rotate", actor, tenant, id, async (write, key, now) =>
        {
            if (key.Status != KeyStatus.Active)
                return ActResult.Failed<KeyRecord>(ActOutcome.Conflict, $"is {KeyRow.StatusText(key.Status)}");
            Rotation? interval = rotation ?? key.Settings.Rotation;
            KeySettings settings = interval is null ? key.Settings : key.Settings with { Rotation = interval, ExpiresAt = interval.After(now) };
            if (Refusal<KeyRecord>("key.rotate", actor, tenant, key, settings, now) is { } refusal)
                return refusal;
            await KeyTable.EndSecretsAsync(write, key, StoreTime.Of(now), StoreTime.Of(now + span));
            IssuedKey issued = await IssueAsync(write, await SaveAsync(write, actor, now, key with { Settings = settings }), now);
            secret = issued.Secret;
            return ActResult.Done(issued.Key);
        }, cancellation);
        return result.IsDone ? ActResult.Done(new IssuedKey(result.Value!, secret!)) : result.As<IssuedKey>();
    }

    /// <summary>Gives a key a new secret and ends all others at once.</summary>
    public Task<ActResult<IssuedKey>> RegenerateAsync(Actor actor, string tenant, string id, Rotation? rotation = null, CancellationToken cancellation = default) =>
        RotateAsync(actor, tenant, id, TimeSpan.Zero, rotation, cancellation);

    /// <summary>Ends a key so that it may be restored. What is in flight under it is cut.</summary>
    public Task<ActResult<KeyRecord>> RevokeAsync(Actor actor, string tenant, string id, string? reason = null, CancellationToken cancellation = default) =>
        ActAsync("key.revoke", actor, tenant, id, async (write, key, now) =>
        {
            if (reason is not null && KeyChecks.WrongName("reason", reason) is { } wrong)
                return KeyChecks.Refusal<KeyRecord>(wrong);
            return key.Status == KeyStatus.Active
                ? ActResult.Done(await SaveAsync(write, actor, now, key with { Status = KeyStatus.Revoked, Reason = reason, EndedAt = now }))
                : ActResult.Failed<KeyRecord>(ActOutcome.Conflict, $"is {KeyRow.StatusText(key.Status)} already");
        }, cancellation);

    /// <summary>Brings a revoked key back, with the secrets that are still within their time; a deleted one comes back without any, and needs <see cref="RegenerateAsync"/>.</summary>
    public Task<ActResult<KeyRecord>> RestoreAsync(Actor actor, string tenant, string id, CancellationToken cancellation = default) =>
        ActAsync("key.restore", actor, tenant, id, async (write, key, now) =>
        {
            if (key.Status is not (KeyStatus.Revoked or KeyStatus.Deleted) || key.Settings.ExpiresAt <= now)
                return ActResult.Failed<KeyRecord>(ActOutcome.Conflict, key.Status == KeyStatus.Active ? "is active" : "has expired");
            return Refusal<KeyRecord>("key.restore", actor, tenant, key, key.Settings, now)
                ?? ActResult.Done(await SaveAsync(write, actor, now, key with { Status = KeyStatus.Active, Reason = null, EndedAt = null }));
        }, cancellation);

    /// <summary>Ends a key and forgets its secrets' hashes; it stays in the history.</summary>
    public Task<ActResult<KeyRecord>> DeleteAsync(Actor actor, string tenant, string id, CancellationToken cancellation = default) =>
        ActAsync("key.delete", actor, tenant, id, async (write, key, now) =>
        {
            if (key.Status is not (KeyStatus.Active or KeyStatus.Revoked))
                return ActResult.NotFound<KeyRecord>();
            await KeyTable.DeleteSecretsAsync(write, key.Id);
            return ActResult.Done(await SaveAsync(write, actor, now, key with { Status = KeyStatus.Deleted, EndedAt = now, Secrets = [] }));
        }, cancellation);

    private static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    private static KeySettings WithRole(KeySettings settings) =>
        settings is { Role: { } role, Permissions.IsEmpty: true } ? settings with { Permissions = Roles.Of(role) } : settings;

    private static async Task<KeyRecord> SaveAsync(StoreWrite write, Actor actor, DateTimeOffset now, KeyRecord key)
    {
        KeyRecord saved = key with { UpdatedBy = actor.Name, UpdatedAt = now };
        await KeyTable.UpdateAsync(write, saved);
        return saved;
    }

    /// <summary>Whole milliseconds, as the store keeps them.</summary>
    private DateTimeOffset Now() => StoreTime.From(store.Now);

    private (KeySettings Settings, bool Everything) Complete(KeySettings settings, DateTimeOffset now)
    {
        settings = WithRole(settings);
        if (settings is { ExpiresAt: null, Rotation: { } rotation })
            settings = settings with { ExpiresAt = rotation.After(now) };
        return settings.Permissions.IsEmpty && rules().EmptyMeansAll ? (settings with { Permissions = PermissionSet.All }, true) : (settings, false);
    }

    private ActResult<T>? Refusal<T>(string act, Actor actor, string tenant, KeyRecord? key, KeySettings settings, DateTimeOffset now)
    {
        if (KeyChecks.Wrong(settings) is { } wrong)
            return KeyChecks.Refusal<T>(wrong);
        if (settings.ExpiresAt <= now)
            return ActResult.Invalid<T>("expiresAt", "has passed");
        if (KeyGrants.Beyond(actor, settings) is not { } beyond)
            return null;
        _audit.Denied(act, actor, tenant, key?.Id, settings.Name, beyond.Field);
        return KeyChecks.Refusal<T>(beyond, ActOutcome.Forbidden);
    }

    private async Task<IssuedKey> IssueAsync(StoreWrite write, KeyRecord key, DateTimeOffset now)
    {
        string secret = KeySecret.Create();
        DateTimeOffset made = key.Secrets.Count > 0 && key.Secrets[0].CreatedAt >= now ? key.Secrets[0].CreatedAt.AddMilliseconds(1) : now; // The newest is to be known as such.
        var row = new SecretRow { Id = NewId(made), KeyId = key.Id, Hash = store.Hasher.HashText(secret), Last8 = KeySecret.LastOf(secret), CreatedAt = StoreTime.Of(made) };
        await KeyTable.InsertSecretAsync(write, row);
        return new IssuedKey((await KeyTable.FindAsync(write, key.Tenant, key.Id))!, secret);
    }

    private Task<ActResult<KeyRecord>> FoundAsync(Func<StoreRead, Task<KeyRecord?>> find, CancellationToken cancellation) =>
        store.TryReadAsync(async read => await find(read) is { } key ? ActResult.Done(key) : ActResult.NotFound<KeyRecord>(), cancellation);

    /// <summary>Runs an act upon a key that is locked meanwhile, and audits it when it is committed.</summary>
    private Task<ActResult<KeyRecord>> ActAsync(
        string act, Actor actor, string tenant, string id, Func<StoreWrite, KeyRecord, DateTimeOffset, Task<ActResult<KeyRecord>>> run, CancellationToken cancellation)
    {
        if (declared.Find(tenant, id) is not null)
            return Task.FromResult(ActResult.Failed<KeyRecord>(ActOutcome.ReadOnly, "is declared in the configuration and changes there only"));
        KeyRecord? before = null;
        return WriteAsync(
            async write => (before = await KeyTable.FindAsync(write, tenant, id)) is { } key ? await run(write, key, Now()) : ActResult.NotFound<KeyRecord>(),
            after => _audit.Done(act, actor, before, after),
            cancellation);
    }

    private async Task<ActResult<T>> WriteAsync<T>(Func<StoreWrite, Task<ActResult<T>>> run, Action<T> done, CancellationToken cancellation)
    {
        ActResult<T> result = await store.TryWriteAsync(run, "name", cancellation);
        if (result.IsDone)
            done(result.Value!);
        return result;
    }
}
