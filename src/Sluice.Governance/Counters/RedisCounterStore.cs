using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Sluice.Governance.Counters;

/// <summary>
/// Counters that several nodes share. All of a request's counters of its tenant lie in one hash slot and are asked in one atomic call, by the server's clock. Counters that
/// cross tenants lie elsewhere: of those a node leases a share of the window at a time and hands it out itself (<see cref="SharedBudgets"/>). Thread-safe.
/// </summary>
public sealed class RedisCounterStore : ICounterStore
{
    private readonly RedisSettings _settings;
    private readonly RedisConnection _redis;
    private readonly SharedBudgets _budgets;

    public RedisCounterStore(RedisSettings settings, TimeProvider time, ILogger<RedisCounterStore> logger)
    {
        _settings = settings;
        _redis = new RedisConnection(settings, time, logger);
        _budgets = new SharedBudgets(this, time);
        Changes = new ChangeChannel(settings.Prefix, _redis);
    }

    public bool IsAvailable => _redis.IsUp;

    public bool IsLocal => false;

    /// <summary>Calls without an answer, those that were given up on included.</summary>
    public int Pending => _redis.Pending;

    /// <summary>Tells the other nodes on the same Redis that something changed.</summary>
    public ChangeChannel Changes { get; }

    /// <summary>Waits for the first attempt to connect, whatever becomes of it.</summary>
    public Task FirstAttemptAsync() => _redis.FirstAttemptAsync();

    public ValueTask<TakeResult> TakeAsync(string tenant, CounterCharge[] charges, string lease, CancellationToken cancellation = default)
    {
        int own = Own(charges);
        return own == charges.Length ? TakeOwnAsync(tenant, charges, own, lease, cancellation) : TakeAllAsync(tenant, charges, own, lease, cancellation);
    }

    public async ValueTask<bool> SettleAsync(string tenant, CounterCharge[] charges, string lease)
    {
        int own = Own(charges);
        bool settled = true;
        if (Any(charges, 0, own))
            settled = Read(await _redis.EvaluateAsync(CounterScripts.Settle, Keys(charges, 0, own, Tag(tenant)), Settling(charges, 0, own, lease), CancellationToken.None), charges, 0, own);
        for (int i = own; i < charges.Length; i++)
        {
            if (Any(charges, i, 1) && !_budgets.TryReturn(charges[i]))
                settled &= await SettleOneAsync(charges, i, lease);
        }

        return settled;
    }

    public async ValueTask<bool> RenewAsync(string tenant, CounterCharge[] charges, string lease)
    {
        int own = Own(charges);
        CounterCharge[] slots = [.. charges.AsSpan(0, own).ToArray().Where(c => c.Kind == CounterKind.Concurrent)];
        bool renewed = slots.Length == 0 || await RenewAsync(slots, Tag(tenant), lease);
        for (int i = own; i < charges.Length; i++)
        {
            if (charges[i].Kind == CounterKind.Concurrent)
                renewed &= await RenewAsync([charges[i]], charges[i].Key, lease);
        }

        return renewed;
    }

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();

    /// <summary>One counter in a hash slot of its own.</summary>
    internal async ValueTask<TakeResult> TakeOneAsync(CounterCharge[] charges, int at, string lease, CancellationToken cancellation)
    {
        RedisResult? answer = await _redis.EvaluateAsync(CounterScripts.Take, Keys(charges, at, 1, charges[at].Key), Taking(charges, at, 1, lease), cancellation);
        return Answer(answer, charges, at, 1);
    }

    internal async ValueTask<bool> SettleOneAsync(CounterCharge[] charges, int at, string lease) =>
        Read(await _redis.EvaluateAsync(CounterScripts.Settle, Keys(charges, at, 1, charges[at].Key), Settling(charges, at, 1, lease), CancellationToken.None), charges, at, 1);

    private async ValueTask<TakeResult> TakeOwnAsync(string tenant, CounterCharge[] charges, int own, string lease, CancellationToken cancellation)
    {
        if (own == 0)
            return TakeResult.Taken;
        RedisResult? answer = await _redis.EvaluateAsync(CounterScripts.Take, Keys(charges, 0, own, Tag(tenant)), Taking(charges, 0, own, lease), cancellation);
        return Answer(answer, charges, 0, own);
    }

    /// <summary>What crosses tenants first: it mostly needs no call. Where a later counter refuses, the earlier ones get theirs back.</summary>
    private async ValueTask<TakeResult> TakeAllAsync(string tenant, CounterCharge[] charges, int own, string lease, CancellationToken cancellation)
    {
        int taken = own;
        TakeResult result = TakeResult.Taken;
        while (taken < charges.Length && result.Status == TakeStatus.Taken)
        {
            result = charges[taken].Kind == CounterKind.Window
                ? await _budgets.TakeAsync(charges, taken, cancellation)
                : await TakeOneAsync(charges, taken, lease, cancellation);
            if (result.Status == TakeStatus.Taken)
                taken++;
        }

        if (result.Status == TakeStatus.Taken)
            result = await TakeOwnAsync(tenant, charges, own, lease, cancellation);
        if (result.Status != TakeStatus.Taken)
            await GiveBackAsync(charges, own, taken, lease);
        return result;
    }

    private async ValueTask GiveBackAsync(CounterCharge[] charges, int from, int to, string lease)
    {
        for (int i = from; i < to; i++)
        {
            CounterCharge[] back = [charges[i]];
            back[0].Amount = -charges[i].Taken;
            if (!_budgets.TryReturn(back[0]))
                await SettleOneAsync(back, 0, lease);
        }
    }

    private async ValueTask<bool> RenewAsync(CounterCharge[] slots, string tag, string lease)
    {
        RedisValue[] arguments = [lease, .. slots.Select(s => (RedisValue)s.Window)];
        return await _redis.EvaluateAsync(CounterScripts.Renew, Keys(slots, 0, slots.Length, tag), arguments, CancellationToken.None) is not null;
    }

    /// <summary>Charges of the tenant's own counters; those that cross tenants stand behind them.</summary>
    private static int Own(CounterCharge[] charges)
    {
        int own = charges.Length;
        while (own > 0 && charges[own - 1].Shared)
            own--;
        return own;
    }

    /// <summary>Whether there is anything to settle.</summary>
    private static bool Any(CounterCharge[] charges, int from, int count)
    {
        foreach (ref CounterCharge charge in charges.AsSpan(from, count))
        {
            if (charge.Amount != 0 || charge.Kind == CounterKind.Concurrent)
                return true;
        }

        return false;
    }

    /// <summary>What stands in braces decides alone where a key lies on a cluster; braces within it would end it early.</summary>
    private static string Tag(string tenant) =>
        tenant.AsSpan().IndexOfAny('{', '}') < 0 ? tenant : tenant.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);

    private RedisKey[] Keys(CounterCharge[] charges, int from, int count, string tag)
    {
        var keys = new RedisKey[count];
        for (int i = 0; i < count; i++)
            keys[i] = string.Concat(_settings.Prefix, "{", tag, "}:") + charges[from + i].Key;
        return keys;
    }

    private static RedisValue[] Taking(CounterCharge[] charges, int from, int count, string lease)
    {
        var values = new RedisValue[1 + (count * CounterScripts.Arguments)];
        values[0] = lease;
        for (int i = 0; i < count; i++)
        {
            ref CounterCharge charge = ref charges[from + i];
            Write(values, i, charge, charge.Least);
        }

        return values;
    }

    private static RedisValue[] Settling(CounterCharge[] charges, int from, int count, string lease)
    {
        var values = new RedisValue[1 + (count * CounterScripts.Arguments)];
        values[0] = lease;
        for (int i = 0; i < count; i++)
        {
            ref CounterCharge charge = ref charges[from + i];
            Write(values, i, charge, charge.Step);
        }

        return values;
    }

    private static void Write(RedisValue[] values, int index, in CounterCharge charge, long fifth)
    {
        int at = 1 + (index * CounterScripts.Arguments);
        values[at] = charge.Kind == CounterKind.Window ? 0 : 1;
        values[at + 1] = charge.Max;
        values[at + 2] = charge.Window;
        values[at + 3] = charge.Amount;
        values[at + 4] = fifth;
        values[at + 5] = charge.AlertAt;
    }

    private static TakeResult Answer(RedisResult? answer, CounterCharge[] charges, int from, int count)
    {
        if (answer is null)
            return TakeResult.Unavailable;
        var numbers = (RedisValue[])answer;
        Read(numbers, charges, from, count);
        int refused = (int)numbers[0];
        return refused == 0 ? TakeResult.Taken : new TakeResult(TakeStatus.Refused, from + refused - 1, (long)numbers[1]);
    }

    private static bool Read(RedisResult? answer, CounterCharge[] charges, int from, int count)
    {
        if (answer is not null)
            Read((RedisValue[])answer, charges, from, count);
        return answer is not null;
    }

    private static void Read(RedisValue[] numbers, CounterCharge[] charges, int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref CounterCharge charge = ref charges[from + i];
            int at = 2 + (i * CounterScripts.Results);
            charge.Used = (long)numbers[at];
            charge.Taken = (long)numbers[at + 1];
            charge.Step = (long)numbers[at + 2];
            charge.Reset = (long)numbers[at + 3];
            charge.StepLeft = (long)numbers[at + 4];
            charge.Alerts = (long)numbers[at + 5] == 1;
        }
    }
}
