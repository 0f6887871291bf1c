using System.Text.Json;
using Dapper;
using Sluice.Governance.Audit;
using Sluice.Governance.Store;

namespace Sluice.Governance.Identity.Owners;

/// <summary>Projects, customer apps, deployment profiles or users of tenants. A record of another tenant is as missing as any. Every change is audited. Thread-safe.</summary>
public sealed class OwnedRecords<T>
    where T : class, IOwned
{
    private readonly GovernanceStore _store;
    private readonly OwnedShape<T> _shape;
    private readonly IAuditLog _audit;
    private readonly TimeProvider _time;
    private readonly string _all;

    internal OwnedRecords(GovernanceStore store, OwnedShape<T> shape, IAuditLog audit, TimeProvider time)
    {
        (_store, _shape, _audit, _time) = (store, shape, audit, time);
        _all = $"id, tenant, name, {string.Join(", ", shape.Columns)}, created_by, created_at, updated_by, updated_at";
    }

    /// <param name="draft">Its id, tenant and stamps are set here, whatever they say.</param>
    public Task<ActResult<T>> CreateAsync(Actor actor, string tenant, T draft, CancellationToken cancellation = default)
    {
        DateTimeOffset now = StoreTime.From(_store.Now);
        T record = _shape.Own(draft, Guid.CreateVersion7(now).ToString(), tenant, new Stamp(actor.Name, now, actor.Name, now));
        return ActAsync("create", actor, tenant, async write =>
        {
            if (Wrong(record) is { } wrong)
                return KeyChecks.Refusal<Change>(wrong);
            if (await write.FirstAsync<string>("SELECT id FROM tenants WHERE id = @tenant", new { tenant }) is null)
                return ActResult.Invalid<Change>("tenant", "names none");
            string columns = string.Join(", ", _shape.Columns.Select(c => "@" + c));
            await write.ExecuteAsync($"INSERT INTO {_shape.Table} ({_all}) VALUES (@id, @tenant, @name, {columns}, @created_by, @created_at, @updated_by, @updated_at)", Values(record));
            return ActResult.Done(new Change(default, record));
        }, cancellation);
    }

    /// <summary>In the order in which they were made.</summary>
    public Task<ActResult<Page<T>>> ListAsync(string tenant, int offset = 0, int limit = 100, CancellationToken cancellation = default)
    {
        int most = Math.Clamp(limit, 1, Page<T>.MaxLimit), from = Math.Max(offset, 0);
        return _store.TryReadAsync(
            async read => ActResult.Done(Page<T>.Of(
                Records(await read.ListAsync<object>($"SELECT {_all} FROM {_shape.Table} WHERE tenant = @tenant ORDER BY created_at, id LIMIT @more OFFSET @from", new { tenant, more = most + 1, from })),
                from,
                most)),
            cancellation);
    }

    public Task<ActResult<T>> GetAsync(string tenant, string id, CancellationToken cancellation = default) => FindAsync("id", tenant, id, cancellation);

    public Task<ActResult<T>> FindByNameAsync(string tenant, string name, CancellationToken cancellation = default) => FindAsync("name", tenant, name, cancellation);

    /// <param name="change">From the record as it is to what it shall be; id, tenant and stamps stay the store's. May run more than once.</param>
    public Task<ActResult<T>> UpdateAsync(Actor actor, string tenant, string id, Func<T, T> change, CancellationToken cancellation = default) =>
        ActAsync("update", actor, tenant, async write =>
        {
            if (await LockAsync(write, tenant, id) is not { } before)
                return ActResult.NotFound<Change>();
            T after = _shape.Own(change(before), id, tenant, before.Stamp with { UpdatedBy = actor.Name, UpdatedAt = StoreTime.From(_store.Now) });
            if (Wrong(after) is { } wrong)
                return KeyChecks.Refusal<Change>(wrong);
            string columns = string.Concat(_shape.Columns.Select(c => $"{c} = @{c}, "));
            await write.ExecuteAsync($"UPDATE {_shape.Table} SET name = @name, {columns} updated_by = @updated_by, updated_at = @updated_at WHERE id = @id", Values(after));
            return ActResult.Done(new Change(before, after));
        }, cancellation);

    /// <summary>Deletes a record that no active or revoked key names.</summary>
    /// <returns>What it was.</returns>
    public Task<ActResult<T>> DeleteAsync(Actor actor, string tenant, string id, CancellationToken cancellation = default) =>
        ActAsync("delete", actor, tenant, async write =>
        {
            if (await LockAsync(write, tenant, id) is not { } before)
                return ActResult.NotFound<Change>();
            if (_shape.InUse is { } column
                && await write.FirstAsync<string>(
                    $"SELECT name FROM keys WHERE {column} = @id AND status IN ('active', 'revoked') AND (expires_at IS NULL OR expires_at > @now) LIMIT 1",
                    new { id, now = _store.Now }) is { } key)
            {
                return ActResult.Failed<Change>(ActOutcome.Conflict, $"is used by the key \"{key}\"");
            }

            await write.ExecuteAsync($"DELETE FROM {_shape.Table} WHERE id = @id", new { id });
            return ActResult.Done(new Change(before, default));
        }, cancellation);

    private (string Field, string Problem)? Wrong(T record) => KeyChecks.WrongName("name", record.Name) ?? _shape.Wrong(record);

    private List<T> Records(List<object> rows) => [.. rows.Select(r => _shape.Read(new OwnedRow((IDictionary<string, object?>)r)))];

    private Task<ActResult<T>> FindAsync(string column, string tenant, string value, CancellationToken cancellation) => _store.TryReadAsync(
        async read => Records(await read.ListAsync<object>($"SELECT {_all} FROM {_shape.Table} WHERE {column} = @value AND tenant = @tenant", new { value, tenant })) is [T found]
            ? ActResult.Done(found)
            : ActResult.NotFound<T>(),
        cancellation);

    /// <summary>The record, locked until the transaction ends.</summary>
    private async Task<T?> LockAsync(StoreWrite write, string tenant, string id)
    {
        if (await write.ExecuteAsync($"UPDATE {_shape.Table} SET id = id WHERE id = @id AND tenant = @tenant", new { id, tenant }) == 0)
            return default;
        return Records(await write.ListAsync<object>($"SELECT {_all} FROM {_shape.Table} WHERE id = @id", new { id }))[0];
    }

    private DynamicParameters Values(T record)
    {
        var values = new DynamicParameters(new
        {
            id = record.Id,
            tenant = record.Tenant,
            name = record.Name,
            created_by = record.Stamp.CreatedBy,
            created_at = StoreTime.Of(record.Stamp.CreatedAt),
            updated_by = record.Stamp.UpdatedBy,
            updated_at = StoreTime.Of(record.Stamp.UpdatedAt),
        });
        foreach ((string column, object? value) in _shape.Columns.Zip(_shape.Write(record)))
            values.Add(column, value);
        return values;
    }

    private async Task<ActResult<T>> ActAsync(string act, Actor actor, string tenant, Func<StoreWrite, Task<ActResult<Change>>> run, CancellationToken cancellation)
    {
        ActResult<Change> result = await _store.TryWriteAsync(
            async write =>
            {
                ActResult<Change> done = await run(write);
                if (done.IsDone)
                    write.Changed(ChangeTopic.Owners);
                return done;
            },
            "name",
            cancellation);
        if (!result.IsDone)
            return result.As<T>();
        (T? before, T? after) = result.Value;
        T now = after ?? before!;
        _audit.Write(Acts.Record(_time, $"{_shape.Act}.{act}", actor, tenant) with
        {
            Target = now.Id,
            TargetName = now.Name,
            Before = before is null ? null : JsonSerializer.Serialize(before, StoreJson.Options),
            After = after is null ? null : JsonSerializer.Serialize(after, StoreJson.Options),
        });
        return ActResult.Done(now);
    }

    private readonly record struct Change(T? Before, T? After);
}
