using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Sluice.Governance.Counters;
using Sluice.Inspection;

namespace Sluice.Governance.Limits;

/// <summary>
/// All limits of a request as one: reserves of every counter or of none, and settles when it is known what the request took. The tightest limit wins. Thread-safe.
/// </summary>
public sealed class Limiter : PartitionedRateLimiter<LimitRequest>
{
    private static readonly TimeSpan RenewEvery = LimitCharges.SlotLife / 3;

    private readonly ICounterStore _store;
    private readonly MemoryCounterStore _local;
    private readonly RefusalMemo _refusals;
    private readonly ConcurrentDictionary<LimitLease, byte> _held = new();
    private readonly ITimer _renewing;

    public Limiter(ICounterStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _local = new MemoryCounterStore(time);
        _refusals = new RefusalMemo(time);
        _renewing = time.CreateTimer(static l => _ = ((Limiter)l!).RenewAsync(), this, RenewEvery, RenewEvery);
    }

    /// <summary>Told when a quota is used up to 80 %, once per window. Must not block.</summary>
    public Action<QuotaAlert>? Alerted { get; set; }

    /// <summary>Whether the counters can be reached, as far as is known.</summary>
    public bool IsAvailable => _store.IsAvailable;

    /// <summary>Somebody was refused a moment ago, and <see cref="Foresee"/> may know of it.</summary>
    public bool RemembersRefusals => !_refusals.IsEmpty;

    /// <summary>Slots that this node holds and renews.</summary>
    internal int Held => _held.Count;

    /// <summary>Reserves what the request will take. The lease says whether it may go on; dispose it in any case, after settling it.</summary>
    public async ValueTask<LimitLease> ReserveAsync(LimitRequest request, CancellationToken cancellation = default)
    {
        LimitCharges charges = LimitCharges.Of(request);
        if (Refuse(charges) is { } refused)
            return refused;
        if (charges.Charges.Length == 0)
            return new LimitLease(this, _store, charges, "", refusal: null);
        string name = HasSlots(charges) ? Guid.NewGuid().ToString("N") : "";
        TakeResult result = await _store.TakeAsync(request.Caller.Tenant, charges.Charges, name, cancellation);
        if (result.Status != TakeStatus.Unavailable)
            return Leased(_store, charges, name, result);
        if (charges.Local(out LimitSpec? closed) is not { } local)
            return new LimitLease(this, _store, charges, name, new LimitRefusal(LimitRefusalReason.Unavailable, closed!, TimeSpan.FromSeconds(1)));
        result = await _local.TakeAsync(request.Caller.Tenant, local.Charges, name, cancellation);
        return result.Status == TakeStatus.Unavailable
            ? new LimitLease(this, _local, local, name, new LimitRefusal(LimitRefusalReason.Unavailable, local.Specs[0], TimeSpan.FromSeconds(1)))
            : Leased(_local, local, name, result);
    }

    /// <summary>
    /// Refuses a request before anybody has read what it holds, where a limit is known to have no room whatever that is: so that a flood of refused requests costs little. Limits that depend on
    /// the model are none of those. Asks no counters; null where nothing is known, and then the request is to reserve.
    /// </summary>
    /// <param name="request">Its model and its estimate are not looked at; it is taken to be one that asks a model.</param>
    public LimitLease? Foresee(LimitRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        LimitCharges charges = LimitCharges.Of(request with { Model = null, Estimate = new TokenUsage(1, 0) });
        for (int i = 0; i < charges.Charges.Length; i++)
        {
            if (charges.Specs[i].Per != LimitPer.Model && Remembered(charges, i) is { } refused)
                return refused;
        }

        return null;
    }

    /// <summary>Has no numbers: each partition has many counters, and most are elsewhere.</summary>
    public override RateLimiterStatistics? GetStatistics(LimitRequest resource) => null;

    internal void Tell(LimitCharges charges)
    {
        for (int i = 0; i < charges.Charges.Length; i++)
        {
            if (charges.Charges[i].Alerts)
                Alerted?.Invoke(new QuotaAlert(charges.Specs[i], charges.Request.Caller, LimitCharges.InUnit(charges.Specs[i], charges.Charges[i].Used)));
        }
    }

    internal void Forget(LimitLease lease) => _held.TryRemove(lease, out _);

    /// <summary>What was settled may have made room.</summary>
    internal void Freed(CounterCharge[] charges)
    {
        if (_refusals.IsEmpty)
            return;
        foreach (ref CounterCharge charge in charges.AsSpan())
        {
            if (charge.Amount < 0 || charge.Kind == CounterKind.Concurrent)
                _refusals.Forget(charge.Key);
        }
    }

    /// <summary>Counters of this process answer at once; for others nobody may wait here, and the request is refused.</summary>
    protected override RateLimitLease AttemptAcquireCore(LimitRequest resource, int permitCount)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(permitCount, 1);
        if (!_store.IsLocal)
            throw new NotSupportedException("Counters of another machine are asked by AcquireAsync.");
        ValueTask<LimitLease> reserving = ReserveAsync(resource);
        return reserving.IsCompletedSuccessfully ? reserving.Result : reserving.AsTask().GetAwaiter().GetResult();
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(LimitRequest resource, int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(permitCount, 1);
        return await ReserveAsync(resource, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _renewing.Dispose();
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await _renewing.DisposeAsync();
        await base.DisposeAsyncCore();
    }

    private static bool HasSlots(LimitCharges charges) => Array.Exists(charges.Charges, static c => c.Kind == CounterKind.Concurrent);

    /// <summary>What is refused without asking the counters.</summary>
    private LimitLease? Refuse(LimitCharges charges)
    {
        for (int i = 0; i < charges.Charges.Length; i++)
        {
            LimitSpec spec = charges.Specs[i];
            ref CounterCharge charge = ref charges.Charges[i];
            if (spec.Count == LimitUnit.Spend && charges.Request.Rules.Prices.Count == 0)
                return Refused(charges, new LimitRefusal(LimitRefusalReason.Unpriced, spec, TimeSpan.Zero));
            if (charge.Amount > charge.Max)
                return Refused(charges, new LimitRefusal(LimitRefusalReason.TooLarge, spec, TimeSpan.Zero));
            if (Remembered(charges, i) is { } remembered)
                return remembered;
        }

        return null;
    }

    private LimitLease? Remembered(LimitCharges charges, int at) => _refusals.Refuses(charges.Charges[at], out long wait)
        ? Refused(charges, new LimitRefusal(LimitRefusalReason.Exceeded, charges.Specs[at], TimeSpan.FromMilliseconds(wait), 0, TimeSpan.FromMilliseconds(wait)))
        : null;

    private LimitLease Refused(LimitCharges charges, LimitRefusal refusal) => new(this, _store, charges, "", refusal);

    private LimitLease Leased(ICounterStore store, LimitCharges charges, string name, TakeResult result)
    {
        if (result.Status == TakeStatus.Taken)
        {
            var lease = new LimitLease(this, store, charges, name, refusal: null);
            if (name.Length > 0)
                _held[lease] = 0;
            Tell(charges);
            return lease;
        }

        LimitSpec spec = charges.Specs[result.Refused];
        ref CounterCharge charge = ref charges.Charges[result.Refused];
        if (ReferenceEquals(store, _store))
            _refusals.Remember(charge, spec.Count == LimitUnit.Requests, result.RetryAfter);
        decimal remaining = LimitCharges.InUnit(spec, Math.Max(0, charge.Max - charge.Used));
        return new LimitLease(this, store, charges, name, new LimitRefusal(LimitRefusalReason.Exceeded, spec, TimeSpan.FromMilliseconds(result.RetryAfter), remaining, TimeSpan.FromMilliseconds(charge.Reset)));
    }

    private async Task RenewAsync()
    {
        foreach ((LimitLease lease, byte _) in _held)
        {
            if (!await lease.RenewAsync())
                return; // The counters are away: the next turn tries again, and a slot outlives two that are missed.
        }
    }
}
