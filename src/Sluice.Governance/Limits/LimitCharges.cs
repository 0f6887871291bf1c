using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Inspection;

namespace Sluice.Governance.Limits;

/// <summary>What one request is charged: a counter for each limit that holds for it. Those that cross tenants stand at the end, as stores want it.</summary>
internal sealed class LimitCharges
{
    /// <summary>Windows from this length on are quotas, of which somebody is told before they are used up.</summary>
    public static readonly TimeSpan QuotaWindow = TimeSpan.FromHours(1);

    /// <summary>How long a slot lasts that nobody renews: a node that crashed gives its slots back after it.</summary>
    public static readonly TimeSpan SlotLife = TimeSpan.FromSeconds(60);

    /// <summary>Of a quota, when somebody is told.</summary>
    private const decimal AlertLevel = 0.8m;

    /// <summary>Amounts that Redis counts exactly.</summary>
    private const long Most = 1L << 50;

    /// <summary>Longest part of a key that a caller chooses.</summary>
    private const int LongestName = 128;

    private LimitCharges(LimitRequest request, LimitSpec[] specs, CounterCharge[] charges)
    {
        Request = request;
        Specs = specs;
        Charges = charges;
    }

    public LimitRequest Request { get; }

    public LimitSpec[] Specs { get; }

    public CounterCharge[] Charges { get; }

    public static LimitCharges Of(LimitRequest request)
    {
        Caller caller = request.Caller;
        int most = request.Rules.Quotas.Count + caller.Limits.Count + request.OfProject.Count + request.OfTenant.Count;
        var specs = new LimitSpec[most];
        int own = 0;
        int behind = most;
        Place(caller.Limits, request, specs, ref own, ref behind);
        Place(request.OfProject, request, specs, ref own, ref behind);
        Place(request.OfTenant, request, specs, ref own, ref behind);
        Place(request.Rules.Quotas, request, specs, ref own, ref behind);
        specs = own == behind ? specs : [.. specs[..own], .. specs[behind..]];
        var charges = new CounterCharge[specs.Length];
        for (int i = 0; i < specs.Length; i++)
            charges[i] = Charge(specs[i], request);
        return new LimitCharges(request, specs, charges);
    }

    /// <summary>The limits that hold while the counters are away: each with one node's share. Null where one of them is closed meanwhile, which is <paramref name="closed"/>.</summary>
    public LimitCharges? Local(out LimitSpec? closed)
    {
        closed = Array.Find(Specs, s => s.OnOutage == OutageMode.Closed);
        if (closed is not null)
            return null;
        LimitSpec[] specs = Array.FindAll(Specs, s => s.OnOutage == OutageMode.Local);
        var charges = new CounterCharge[specs.Length];
        for (int i = 0; i < specs.Length; i++)
        {
            CounterCharge charge = Charges[Array.IndexOf(Specs, specs[i])];
            charges[i] = charge with { Max = Math.Max(1, charge.Max / Request.Rules.Nodes), AlertAt = 0 };
        }

        return new LimitCharges(Request, specs, charges);
    }

    /// <summary>What a request takes of a limit, in its counter's unit.</summary>
    public static long AmountOf(LimitSpec spec, LimitRules rules, string? model, in TokenUsage tokens) => spec.Count switch
    {
        LimitUnit.InputTokens => rules.WeightedInput(tokens),
        LimitUnit.OutputTokens => tokens.Output,
        LimitUnit.Tokens => rules.WeightedInput(tokens) + tokens.Output,
        LimitUnit.Spend => rules.CostOf(model, tokens),
        _ => 1,
    };

    /// <summary>A counter's number in the limit's own unit.</summary>
    public static decimal InUnit(LimitSpec spec, long amount) => spec.Count == LimitUnit.Spend ? amount / LimitRules.SpendScale : amount;

    private static void Place(IReadOnlyList<LimitSpec> limits, LimitRequest request, LimitSpec[] specs, ref int own, ref int behind)
    {
        for (int i = 0; i < limits.Count; i++)
        {
            LimitSpec spec = limits[i];
            if (!LimitRules.Matches(spec.Model, request.Model) || (spec.Per == LimitPer.Project && request.Caller.Project is null))
                continue;
            if (spec.Count is not (LimitUnit.Requests or LimitUnit.Concurrent) && request.Estimate == default)
                continue;
            if (IsShared(spec))
                specs[--behind] = spec;
            else
                specs[own++] = spec;
        }
    }

    private static bool IsShared(LimitSpec spec) => spec.Per is LimitPer.Source or LimitPer.Global;

    private static bool Contains(IReadOnlyList<LimitSpec> limits, LimitSpec spec)
    {
        for (int i = 0; i < limits.Count; i++)
        {
            if (ReferenceEquals(limits[i], spec))
                return true;
        }

        return false;
    }

    private static CounterCharge Charge(LimitSpec spec, LimitRequest request)
    {
        long max = Math.Clamp((long)decimal.Min(spec.Max * (spec.Count == LimitUnit.Spend ? LimitRules.SpendScale : 1), Most), 1, Most);
        bool slots = spec.Count == LimitUnit.Concurrent;
        return new CounterCharge
        {
            Key = KeyOf(spec, request),
            Kind = slots ? CounterKind.Concurrent : CounterKind.Window,
            Shared = IsShared(spec),
            Max = max,
            Window = (long)(slots ? SlotLife : spec.Window).TotalMilliseconds,
            AlertAt = !slots && spec.Window >= QuotaWindow ? (long)decimal.Ceiling(max * AlertLevel) : 0,
            Amount = Reserve(spec, request, max),
        };
    }

    /// <summary>
    /// What is reserved. What a request brings is certain and must fit. What it will be answered is not: of that no more is reserved than the limit holds in all, or a limit smaller
    /// than what is assumed would refuse everything.
    /// </summary>
    private static long Reserve(LimitSpec spec, LimitRequest request, long max)
    {
        long all = AmountOf(spec, request.Rules, request.Model, request.Estimate);
        long brought = AmountOf(spec, request.Rules, request.Model, request.Estimate with { Output = 0 });
        return Math.Max(Math.Min(all, Math.Max(max, brought)), 1);
    }

    /// <summary>A limit whose window changes begins anew: its steps have another length.</summary>
    private static string KeyOf(LimitSpec spec, LimitRequest request)
    {
        long seconds = spec.Count == LimitUnit.Concurrent ? 0 : (long)spec.Window.TotalSeconds;
        string name = spec.Name.Replace(':', '_');
        Caller caller = request.Caller;
        string scope = ScopeOf(spec, request);
        return spec.Per switch
        {
            LimitPer.Key => $"{scope}{name}:{seconds}:k:{caller.KeyId ?? caller.Id}",
            LimitPer.Project => $"{scope}{name}:{seconds}:p:{caller.Project}",
            LimitPer.Tenant => $"{scope}{name}:{seconds}:t:{caller.Tenant}",
            LimitPer.Model => $"{scope}{name}:{seconds}:m:{caller.Tenant}:{Short(request.Model)}",
            LimitPer.Source => $"{scope}{name}:{seconds}:s:{SourceRange.Of(request.Source)}",
            _ => $"{scope}{name}:{seconds}:g",
        };
    }

    /// <summary>Limits of the same name do not meet where different owners gave them.</summary>
    private static string ScopeOf(LimitSpec spec, LimitRequest request)
    {
        Caller caller = request.Caller;
        if (Contains(caller.Limits, spec))
            return $"key:{caller.KeyId ?? caller.Id}:";
        if (Contains(request.OfProject, spec))
            return $"project:{caller.Project}:";
        return Contains(request.OfTenant, spec) ? $"tenant:{caller.Tenant}:" : "";
    }

    private static string Short(string? model) =>
        model is null ? "" : (model.Length <= LongestName ? model : model[..LongestName]).ToLowerInvariant();
}
