using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Identity;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Limits;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Limits;

/// <summary>Charges exchanges to their limits: reserves once a request is judged, settles when its answer is over, whichever way it ended.</summary>
internal sealed class ExchangeLimits(Limiter limiter, Tenants tenants, LimitTelemetry telemetry, TimeProvider time)
{
    /// <summary>
    /// Returns why the request is refused without anything of its body being read: who was refused a moment ago would be refused again, whatever it holds. Null where that is not known.
    /// </summary>
    public Refusal? Foresee(HttpContext context, GuardedExchange guarded)
    {
        if (!limiter.RemembersRefusals || Asking(context, guarded) is not { } request)
            return null;
        return limiter.Foresee(request) is { } lease ? Refuse(guarded, lease) : null;
    }

    /// <summary>Returns why the request is refused, or null: it goes on, and is to be settled.</summary>
    public async ValueTask<Refusal?> ReserveAsync(HttpContext context, GuardedExchange guarded)
    {
        if (Asking(context, guarded) is not { } request)
            return null;
        long before = time.GetTimestamp();
        LimitLease lease = await limiter.ReserveAsync(request with
        {
            Model = Meant(guarded, guarded.Exchange.Model ?? (guarded.Duplex ? context.Request.Query["model"].ToString() : null)),
            Estimate = Estimate(guarded, request.Rules),
        }, context.RequestAborted);
        telemetry.Reserved(time.GetElapsedTime(before));
        guarded.Lease = lease;
        return lease.Refusal is null ? null : Refuse(guarded, lease);
    }

    /// <summary>Counts what the exchange took. Never throws.</summary>
    public static async ValueTask SettleAsync(HttpContext context, GuardedExchange guarded)
    {
        guarded.Used = UsageOf(context.Response.StatusCode, guarded);
        if (guarded.Lease is not { } lease)
            return;
        using (lease)
        {
            if (lease.IsAcquired)
                await lease.SettleAsync(guarded.Used);
        }
    }

    /// <summary>Tells a limit what a stream has brought so far; returns why the stream ends, or null.</summary>
    public static Refusal? Track(GuardedExchange guarded)
    {
        Exchange exchange = guarded.Exchange;
        LimitSpec? spent = guarded.Lease?.Track(Math.Max(exchange.Usage.Output, LimitRules.TokensOf(exchange.AnswerCharacters)));
        return spent is null ? null : LimitRefusals.Cut(spent);
    }

    /// <summary>Who asks, and by which limits; null where none holds.</summary>
    private LimitRequest? Asking(HttpContext context, GuardedExchange guarded)
    {
        LimitRules rules = guarded.Route.LimitRules;

        // Callers that present their provider's credential all belong to the same tenant. Which of them it is, a keyed hash says, and that is not made on the way to the provider where
        // nothing is counted.
        Caller belongs = guarded.KnownCaller ?? Caller.Anonymous;
        IReadOnlyList<LimitSpec> ofTenant = tenants.LimitsOf(belongs.Tenant);
        IReadOnlyList<LimitSpec> ofProject = belongs.Project is null ? [] : tenants.LimitsOfProject(belongs.Project);
        if (rules.Quotas.Count + belongs.Limits.Count + ofTenant.Count + ofProject.Count == 0)
            return null;
        return new LimitRequest(guarded.Caller, rules)
        {
            OfTenant = ofTenant,
            OfProject = ofProject,
            Source = ClientAddress.Of(context, guarded.Route.Options.TrustedProxies),
        };
    }

    /// <summary>The model that a name stands for: another name for a model has no limit and no price of its own.</summary>
    private static string? Meant(GuardedExchange guarded, string? named) => named is null ? null : guarded.Route.Aliases.Resolve(named);

    private Refusal Refuse(GuardedExchange guarded, LimitLease lease)
    {
        guarded.Lease = lease;
        guarded.LimitedAt = time.GetUtcNow();
        telemetry.Refused(lease.Refusal!);
        return LimitRefusals.Of(lease.Refusal!);
    }

    /// <summary>What is reserved: the request's texts, and as many tokens as it may be answered. A session over a WebSocket tells neither before it is over.</summary>
    private static TokenUsage Estimate(GuardedExchange guarded, LimitRules rules)
    {
        Exchange exchange = guarded.Exchange;
        if (guarded.Duplex)
            return new TokenUsage(1, 0);
        if (guarded.Body is null)
            return default;
        long output = exchange.Endpoint.AnswerScopes.Count == 0 ? 0 : (exchange.MaxOutputTokens ?? rules.AssumedOutputTokens) * exchange.Choices;
        return new TokenUsage(Math.Max(1, LimitRules.TokensOf(exchange.RequestCharacters)), output);
    }

    /// <summary>
    /// What the provider counted, and an estimate where it did not or where its count broke off: a caller that leaves in mid-stream has had what was sent. An exchange
    /// that failed without an answer costs nothing.
    /// </summary>
    private static LimitUsage UsageOf(int status, GuardedExchange guarded)
    {
        Exchange exchange = guarded.Exchange;
        TokenUsage counted = exchange.Usage;
        long sent = LimitRules.TokensOf(exchange.AnswerCharacters);
        if (counted.Output == 0 && sent == 0 && status >= StatusCodes.Status400BadRequest)
            return new LimitUsage(status >= StatusCodes.Status500InternalServerError || guarded.Error is not null ? LimitOutcome.Failed : LimitOutcome.Rejected);
        long input = counted.Input > 0 || guarded.Duplex ? counted.Input : LimitRules.TokensOf(exchange.RequestCharacters);
        bool whole = counted.Output > 0 && guarded.Error is null;
        long output = whole || guarded.Duplex ? counted.Output : Math.Max(counted.Output, sent);
        return new LimitUsage(LimitOutcome.Answered, counted with { Input = input, Output = output }, Meant(guarded, exchange.Model)) { Estimated = !whole && (input > 0 || output > 0) };
    }
}
