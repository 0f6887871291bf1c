using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Sluice.Governance.Counters;
using Sluice.Inspection;

namespace Sluice.Governance.Limits;

/// <summary>What a request has reserved, or why it was refused. Settle it once it is known what the request took; what is disposed unsettled is given back.</summary>
public sealed class LimitLease : RateLimitLease
{
    /// <summary>Output tokens that a stream takes more at a time once it has used up what was reserved for it.</summary>
    private const long Extension = 256;

    private static readonly string[] Names = [MetadataName.RetryAfter.Name, MetadataName.ReasonPhrase.Name];

    private readonly Limiter _limiter;
    private readonly ICounterStore _store;
    private readonly LimitCharges _charges;
    private readonly string _name;
    private readonly bool _cuts;
    private int _settled;
    private int _extending;
    private long _granted;
    private LimitSpec? _exhausted;

    internal LimitLease(Limiter limiter, ICounterStore store, LimitCharges charges, string name, LimitRefusal? refusal)
    {
        _limiter = limiter;
        _store = store;
        _charges = charges;
        _name = name;
        Refusal = refusal;
        _settled = refusal is null && charges.Charges.Length > 0 ? 0 : 1;
        _granted = charges.Request.Estimate.Output;
        _cuts = refusal is null && Array.Exists(charges.Specs, Cuts);
    }

    public override bool IsAcquired => Refusal is null;

    /// <summary>Why the request was refused, or null.</summary>
    public LimitRefusal? Refusal { get; }

    /// <summary>The request that it was made for.</summary>
    public LimitRequest Request => _charges.Request;

    /// <summary>What was counted in the end.</summary>
    public LimitUsage? Settled { get; private set; }

    public override IEnumerable<string> MetadataNames => Refusal is null ? [] : Names;

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = null;
        if (Refusal is null)
            return false;
        if (string.Equals(metadataName, MetadataName.RetryAfter.Name, StringComparison.Ordinal) && Refusal.RetryAfter > TimeSpan.Zero)
            metadata = Refusal.RetryAfter;
        else if (string.Equals(metadataName, MetadataName.ReasonPhrase.Name, StringComparison.Ordinal))
            metadata = $"{Refusal.Reason}: {Refusal.Limit.Name}";
        return metadata is not null;
    }

    /// <summary>
    /// Tells how many output tokens a stream has brought so far. Returns the limit that is used up and wants streams cut, or null. What was reserved is lengthened in the
    /// background, a piece ahead: the stream does not wait for it.
    /// </summary>
    public LimitSpec? Track(long outputTokens)
    {
        if (!_cuts || Volatile.Read(ref _settled) == 1)
            return null;
        LimitSpec? exhausted = Volatile.Read(ref _exhausted);
        if (exhausted is not null)
            return outputTokens >= Volatile.Read(ref _granted) ? exhausted : null;
        if (outputTokens + (Extension / 2) >= Volatile.Read(ref _granted) && Interlocked.Exchange(ref _extending, 1) == 0)
            _ = ExtendAsync();
        exhausted = Volatile.Read(ref _exhausted);
        return exhausted is not null && outputTokens >= Volatile.Read(ref _granted) ? exhausted : null;
    }

    /// <summary>Counts what the request really took, and gives its slots back. A second call does nothing. False where the counters are away: then the reservation stands.</summary>
    public async ValueTask<bool> SettleAsync(LimitUsage usage)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 1)
            return true;
        Settled = usage;
        _limiter.Forget(this);
        for (int i = 0; i < _charges.Charges.Length; i++)
        {
            ref CounterCharge charge = ref _charges.Charges[i];
            charge.Amount = Actual(_charges.Specs[i], usage) - charge.Taken;
        }

        bool settled = await _store.SettleAsync(Request.Caller.Tenant, _charges.Charges, _name);
        if (settled)
        {
            _limiter.Freed(_charges.Charges);
            _limiter.Tell(_charges);
        }

        return settled;
    }

    internal ValueTask<bool> RenewAsync() => Volatile.Read(ref _settled) == 1 ? new(true) : _store.RenewAsync(Request.Caller.Tenant, _charges.Charges, _name);

    protected override void Dispose(bool disposing)
    {
        if (disposing && Volatile.Read(ref _settled) == 0)
            _ = SettleAsync(new LimitUsage(LimitOutcome.Failed)).AsTask(); // Never throws, and ends within the store's deadline.
        base.Dispose(disposing);
    }

    private static bool Cuts(LimitSpec spec) => spec.Cut && spec.Count is LimitUnit.OutputTokens or LimitUnit.Tokens or LimitUnit.Spend && spec.Cut;

    private long Actual(LimitSpec spec, in LimitUsage usage)
    {
        if (spec.Count == LimitUnit.Concurrent || usage.Outcome == LimitOutcome.Failed)
            return 0;
        if (usage.Outcome == LimitOutcome.Answered)
            return LimitCharges.AmountOf(spec, Request.Rules, usage.Model ?? Request.Model, usage.Tokens);

        // A provider that turns a credential or a model down has not said that there is any: counting those would let anybody fill the counters with names.
        bool unproven = spec.Per == LimitPer.Model || (spec.Per == LimitPer.Key && Request.Caller.Kind == Identity.CallerKind.ProviderCredential);
        return spec.Count == LimitUnit.Requests && !unproven ? 1 : 0;
    }

    /// <summary>Takes for another piece of the answer of those limits that cut streams.</summary>
    private async Task ExtendAsync()
    {
        int[] which = [.. Enumerable.Range(0, _charges.Specs.Length).Where(i => Cuts(_charges.Specs[i]))];
        CounterCharge[] more = [.. which.Select(i => _charges.Charges[i])];
        var piece = new TokenUsage(0, Extension);
        for (int i = 0; i < more.Length; i++)
            more[i].Amount = Math.Max(1, LimitCharges.AmountOf(_charges.Specs[which[i]], Request.Rules, Request.Model, piece));
        TakeResult result = await _store.TakeAsync(Request.Caller.Tenant, more, _name);
        if (result.Status == TakeStatus.Taken)
        {
            await BookAsync(which, more);
            Interlocked.Add(ref _granted, Extension);
            Volatile.Write(ref _extending, 0);
        }
        else if (result.Status == TakeStatus.Refused)
        {
            Volatile.Write(ref _exhausted, _charges.Specs[which[result.Refused]]);
        }
        else
        {
            Interlocked.Add(ref _granted, Extension); // The counters are away: the stream goes on, and what it took is settled or stands as reserved.
            Volatile.Write(ref _extending, 0);
        }
    }

    /// <summary>What was taken belongs to the reservation; where that was settled meanwhile, it goes back.</summary>
    private async ValueTask BookAsync(int[] which, CounterCharge[] more)
    {
        if (Volatile.Read(ref _settled) == 0)
        {
            for (int i = 0; i < which.Length; i++)
                _charges.Charges[which[i]].Taken += more[i].Taken;
            return;
        }

        for (int i = 0; i < more.Length; i++)
            more[i].Amount = -more[i].Taken;
        if (await _store.SettleAsync(Request.Caller.Tenant, more, _name))
            _limiter.Freed(more);
    }
}
