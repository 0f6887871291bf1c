using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Listeners;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Inspection;
using Sluice.Inspection.Policies;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Sluice.Gateway.Audit;

/// <summary>
/// Stands around everything that the proxy listener answers but health: each exchange gives exactly one record, whatever becomes of it. The record is made when the exchange is over and
/// written beside it.
/// </summary>
internal sealed class ExchangeAudit(AuditLog? log, ConfigurationReloader configuration, TimeProvider time)
{
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (log is null || AdminListener.Received(context) || Health.IsHealthPath(context.Request.Path))
        {
            await next(context);
            return;
        }

        long startedAt = time.GetTimestamp();
        bool failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            await log.WriteAsync(RecordOf(context, context.Features.Get<GuardedExchange>(), startedAt, failed));
        }
    }

    private AuditRecord RecordOf(HttpContext context, GuardedExchange? guarded, long startedAt, bool failed)
    {
        DateTimeOffset now = time.GetUtcNow();
        RouteConfig? route = context.Features.Get<IReverseProxyFeature>()?.Route.Config;
        Exchange? exchange = guarded?.Exchange;
        Caller caller = guarded?.Caller ?? Caller.Anonymous;
        int status = failed && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
        string? reason = failed ? "internal_error" : guarded is not null ? guarded.Error : route is null && status == StatusCodes.Status404NotFound ? "no_route" : null;
        IReadOnlyList<IPNetwork> trusted = guarded?.Route.Options.TrustedProxies ?? configuration.Current.Options.TrustedProxies;
        return new AuditRecord
        {
            Time = now,
            Id = Guid.CreateVersion7(now).ToString(),
            Event = "exchange",
            Outcome = OutcomeOf(exchange, status, reason, answeredHere: route is null),
            Tenant = caller.Tenant,
            Project = caller.Project,
            Actor = caller.Id,
            KeyId = caller.KeyId,
            SecretId = caller.SecretId,
            KeyName = caller.KeyName,
            Source = ClientAddress.Of(context, trusted)?.ToString(),
            Route = route?.RouteId,
            Dialect = exchange?.Dialect.Name,
            Endpoint = exchange?.Endpoint.Name ?? (route is null && context.GetEndpoint()?.Metadata.GetMetadata<ListenerMark>() is not null ? (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText : null),
            Model = exchange?.Model,
            Status = status,
            Reason = reason,
            Rules = RulesOf(exchange),
            InputTokens = guarded?.Used.Tokens.Input ?? 0,
            OutputTokens = guarded?.Used.Tokens.Output ?? 0,
            Estimated = guarded?.Used.Estimated ?? false,
            Milliseconds = time.GetElapsedTime(startedAt).TotalMilliseconds,
            Policy = exchange?.Policy.Name,
            Revision = route?.Metadata is RouteMetadata metadata ? metadata.Revision : configuration.Current.Revision,
        };
    }

    /// <summary>What the gate did; a status that the provider gave is its own matter and no outcome.</summary>
    private static string OutcomeOf(Exchange? exchange, int status, string? reason, bool answeredHere)
    {
        Decision decision = exchange?.Tally.Decision ?? Decision.None;
        bool enforced = exchange?.Policy.Mode == PolicyMode.Enforce;
        if (decision == Decision.Block && enforced)
            return "blocked";
        if (answeredHere || (reason is not null && !IsUpstreams(reason)))
        {
            switch (status)
            {
                case StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound:
                    return "denied";
                case StatusCodes.Status429TooManyRequests:
                    return "limited";
                case >= StatusCodes.Status400BadRequest when answeredHere:
                    return "failed";
            }
        }

        if (reason is not null)
            return "failed";
        return decision switch
        {
            Decision.None => "allowed",
            Decision.Flag => "flagged",
            _ => enforced ? "redacted" : "flagged",
        };
    }

    /// <summary>The provider answered, and its answer could not be used: the status may be its own.</summary>
    private static bool IsUpstreams(string reason) =>
        reason.StartsWith("upstream_", StringComparison.Ordinal) || reason.StartsWith("unreadable_response", StringComparison.Ordinal);

    private static string[] RulesOf(Exchange? exchange)
    {
        if (exchange is null || exchange.Tally.Entries.Count == 0)
            return [];
        return [.. exchange.Tally.Entries.Select(e => $"{e.Rule}={Word(e.Decision)}").Distinct(StringComparer.Ordinal)];
    }

    private static string Word(Decision decision) => decision switch
    {
        Decision.Flag => "flag",
        Decision.Tokenize => "tokenize",
        Decision.Mask => "mask",
        Decision.Redact => "redact",
        Decision.Block => "block",
        _ => "none",
    };
}
