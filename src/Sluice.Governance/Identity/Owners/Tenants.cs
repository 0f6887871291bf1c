using System.Collections.Frozen;
using System.Text.Json;
using Sluice.Governance.Audit;
using Sluice.Governance.Limits;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Owners;

/// <summary>
/// The tenants, and in memory the limits of tenants and projects, as each request asks for them. While the store does not answer, what is known stays. A tenant is never
/// deleted: its history names it. Thread-safe.
/// </summary>
public sealed class Tenants
{
    private const int MaxId = 64;
    private const string All = "SELECT id AS Id, name AS Name, limits AS Limits, created_by AS CreatedBy, created_at AS CreatedAt, updated_by AS UpdatedBy, updated_at AS UpdatedAt FROM tenants";

    private readonly GovernanceStore _store;
    private readonly IAuditLog _audit;
    private readonly TimeProvider _time;
    private volatile FrozenDictionary<string, IReadOnlyList<LimitSpec>> _ofTenants = FrozenDictionary<string, IReadOnlyList<LimitSpec>>.Empty;
    private volatile FrozenDictionary<string, IReadOnlyList<LimitSpec>> _ofProjects = FrozenDictionary<string, IReadOnlyList<LimitSpec>>.Empty;

    public Tenants(GovernanceStore store, IAuditLog audit, TimeProvider time)
    {
        (_store, _audit, _time) = (store, audit, time);
        store.Feed.Subscribe(ChangeTopic.Owners, RefreshAsync);
    }

    /// <summary>What all of a tenant's keys may use together.</summary>
    public IReadOnlyList<LimitSpec> LimitsOf(string tenant) => _ofTenants.GetValueOrDefault(tenant, []);

    /// <summary>What a project's keys may use together.</summary>
    /// <param name="project">The project's id.</param>
    public IReadOnlyList<LimitSpec> LimitsOfProject(string project) => _ofProjects.GetValueOrDefault(project, []);

    public Task<ActResult<Tenant>> CreateAsync(Actor actor, Tenant draft, CancellationToken cancellation = default)
    {
        DateTimeOffset now = StoreTime.From(_store.Now);
        Tenant tenant = draft with { Name = draft.Name.Length == 0 ? draft.Id : draft.Name, Stamp = new Stamp(actor.Name, now, actor.Name, now) };
        return ActAsync("tenant.create", actor, null, async write =>
        {
            if (Wrong(tenant) is { } wrong)
                return KeyChecks.Refusal<Tenant>(wrong);
            await write.ExecuteAsync(
                "INSERT INTO tenants (id, name, limits, created_by, created_at, updated_by, updated_at) VALUES (@Id, @Name, @Limits, @CreatedBy, @CreatedAt, @UpdatedBy, @UpdatedAt)",
                Row.Of(tenant));
            return ActResult.Done(tenant);
        }, cancellation);
    }

    public Task<ActResult<Tenant>> GetAsync(string id, CancellationToken cancellation = default) => _store.TryReadAsync(
        async read => await read.FirstAsync<Row>(All + " WHERE id = @id", new { id }) is { } row ? ActResult.Done(row.ToTenant()) : ActResult.NotFound<Tenant>(),
        cancellation);

    public Task<ActResult<Page<Tenant>>> ListAsync(int offset = 0, int limit = 100, CancellationToken cancellation = default)
    {
        int most = Math.Clamp(limit, 1, Page<Tenant>.MaxLimit), from = Math.Max(offset, 0);
        return _store.TryReadAsync(
            async read => ActResult.Done(Page<Tenant>.Of([.. (await read.ListAsync<Row>(All + " ORDER BY id LIMIT @more OFFSET @from", new { more = most + 1, from })).Select(r => r.ToTenant())], from, most)),
            cancellation);
    }

    /// <param name="change">Name and limits change; id and stamps are the store's.</param>
    public async Task<ActResult<Tenant>> UpdateAsync(Actor actor, string id, Func<Tenant, Tenant> change, CancellationToken cancellation = default)
    {
        ActResult<Tenant> found = await GetAsync(id, cancellation);
        if (!found.IsDone)
            return found;
        return await ActAsync("tenant.update", actor, found.Value, async write =>
        {
            Tenant wanted = change(found.Value!);
            Tenant after = found.Value! with { Name = wanted.Name, Limits = wanted.Limits, Stamp = found.Value.Stamp with { UpdatedBy = actor.Name, UpdatedAt = StoreTime.From(_store.Now) } };
            if (Wrong(after) is { } wrong)
                return KeyChecks.Refusal<Tenant>(wrong);
            await write.ExecuteAsync("UPDATE tenants SET name = @Name, limits = @Limits, updated_by = @UpdatedBy, updated_at = @UpdatedAt WHERE id = @Id", Row.Of(after));
            return ActResult.Done(after);
        }, cancellation);
    }

    /// <summary>Reads the limits again.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        (List<LimitsRow> tenants, List<LimitsRow> projects) = await _store.ReadAsync(
            async read => (await read.ListAsync<LimitsRow>("SELECT id AS Id, limits AS Limits FROM tenants"), await read.ListAsync<LimitsRow>("SELECT id AS Id, limits AS Limits FROM projects")),
            cancellation);
        _ofTenants = tenants.ToFrozenDictionary(r => r.Id, r => StoreJson.Limits(r.Limits), StringComparer.Ordinal);
        _ofProjects = projects.ToFrozenDictionary(r => r.Id, r => StoreJson.Limits(r.Limits), StringComparer.Ordinal);
    }

    private static (string Field, string Problem)? Wrong(Tenant tenant) =>
        tenant.Id.Length is 0 or > MaxId || !tenant.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? ("id", $"is not 1 to {MaxId} letters, digits, '-', '_' or '.'")
            : KeyChecks.WrongName("name", tenant.Name) ?? KeyChecks.WrongLimits(tenant.Limits);

    private async Task<ActResult<Tenant>> ActAsync(string act, Actor actor, Tenant? before, Func<StoreWrite, Task<ActResult<Tenant>>> run, CancellationToken cancellation)
    {
        ActResult<Tenant> result = await _store.TryWriteAsync(
            async write =>
            {
                ActResult<Tenant> done = await run(write);
                if (done.IsDone)
                    write.Changed(ChangeTopic.Owners);
                return done;
            },
            "id",
            cancellation);
        if (result is { IsDone: true, Value: { } after })
        {
            _audit.Write(Acts.Record(_time, act, actor, after.Id) with
            {
                Target = after.Id,
                TargetName = after.Name,
                Before = before is null ? null : JsonSerializer.Serialize(before, StoreJson.Options),
                After = JsonSerializer.Serialize(after, StoreJson.Options),
            });
        }

        return result;
    }

    private class LimitsRow
    {
        public string Id { get; set; } = "";

        public string Limits { get; set; } = "";
    }

    private sealed class Row : LimitsRow
    {
        public string Name { get; set; } = "";

        public string CreatedBy { get; set; } = "";

        public long CreatedAt { get; set; }

        public string UpdatedBy { get; set; } = "";

        public long UpdatedAt { get; set; }

        public static Row Of(Tenant tenant) => new()
        {
            Id = tenant.Id,
            Name = tenant.Name,
            Limits = StoreJson.Limits(tenant.Limits),
            CreatedBy = tenant.Stamp.CreatedBy,
            CreatedAt = StoreTime.Of(tenant.Stamp.CreatedAt),
            UpdatedBy = tenant.Stamp.UpdatedBy,
            UpdatedAt = StoreTime.Of(tenant.Stamp.UpdatedAt),
        };

        public Tenant ToTenant() => new(Id)
        {
            Name = Name,
            Limits = StoreJson.Limits(Limits),
            Stamp = new Stamp(CreatedBy, StoreTime.From(CreatedAt), UpdatedBy, StoreTime.From(UpdatedAt)),
        };
    }
}
