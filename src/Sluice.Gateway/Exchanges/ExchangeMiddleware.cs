using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Duplex;
using Sluice.Gateway.Identity;
using Sluice.Gateway.Limits;
using Sluice.Gateway.Telemetry;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Yarp.ReverseProxy.Forwarder;

namespace Sluice.Gateway.Exchanges;

/// <summary>Wraps YARP's forwarding of a guarded route: makes the exchange, has the request judged, words failures as the provider would.</summary>
internal sealed class ExchangeMiddleware(RequestDelegate next, RequestIntake intake, CallerIdentification callers, CallerAuthentication authentication, ExchangeLimits limits, ExchangeTelemetry telemetry, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetReverseProxyFeature().Route.Config.Metadata is RouteMetadata metadata ? GuardAsync(context, metadata.Guard) : next(context);

    private async Task GuardAsync(HttpContext context, GuardedRoute route)
    {
        Operation operation = route.Dialect.Resolve(context.Request.Method, route.DialectPath(context.Request.Path));
        GuardedExchange guarded = null!;
        var exchange = new Exchange
        {
            Dialect = route.Dialect,
            Policy = route.Policy,
            Endpoint = operation.Endpoint,
            Model = operation.Model,
            Streaming = operation.Streaming,
            PlaceholderKey = () => callers.PlaceholderKey(guarded.Caller),
            Accept = context.Request.Headers.Accept is { Count: > 0 } accept ? accept.ToString() : null,
        };
        guarded = new GuardedExchange(route, exchange, time.GetTimestamp()) { Identify = () => callers.Identify(context.Request.Headers, route.Dialect) };
        context.Features.Set(guarded);
        telemetry.Begin(context, guarded);
        RevocationWatch? watch = null;
        try
        {
            Refusal? refusal = await authentication.AuthenticateAsync(context, guarded) ?? CallerAuthorization.Judge(context, guarded) ?? Admit(context, guarded);
            watch = refusal is null ? RevocationWatch.Begin(context, guarded, time) : null;
            refusal ??= guarded.Inspected && !guarded.Duplex ? await intake.TakeAsync(context, guarded) : null;
            refusal ??= CallerAuthorization.JudgeRest(guarded);
            refusal ??= await limits.ReserveAsync(context, guarded);
            if (refusal is null)
            {
                await next(context);
                refusal = Failure(context, guarded, watch);
            }

            if (refusal is not null)
                await RefusalWriter.WriteAsync(context, guarded, refusal);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            await GoneAsync(context, guarded, watch);
        }
        finally
        {
            watch?.Dispose();
            guarded.Body?.Dispose();
            await ExchangeLimits.SettleAsync(context, guarded);
            telemetry.End(context, guarded);
        }
    }

    /// <summary>Nobody is left to answer, and YARP has cancelled the upstream; unless what was cancelled is the exchange, because its credential was revoked.</summary>
    private static async Task GoneAsync(HttpContext context, GuardedExchange guarded, RevocationWatch? watch)
    {
        if (watch is not { Revoked: true, CallerGone: false })
            guarded.Error = "client_gone";
        else if (!context.Response.HasStarted)
            await RefusalWriter.WriteAsync(context, guarded, GatewayRefusals.Revoked);
        else
            context.Abort();
    }

    /// <summary>What can be refused before anything is read.</summary>
    private static Refusal? Admit(HttpContext context, GuardedExchange guarded)
    {
        GuardedRoute route = guarded.Route;
        if (IsTunnel(context))
        {
            if (!guarded.Exchange.Endpoint.IsDuplex || !WebSocketUpgrade.IsAsked(context))
                return GatewayRefusals.Upgrade;
            guarded.Duplex = true;
        }

        bool own = route.Options.Identity.RequiresKeys; // What the caller presents is the gate's, and goes no further.
        if (route.MissingAddress is not null)
            return GatewayRefusals.MissingAddress(route.MissingAddress);
        if (route.MissingKey is not null)
            return GatewayRefusals.MissingKey(route.MissingKey);
        if (!own && ProviderCredentials.Presents(context.Request.Headers, route.ForeignKeys))
            return GatewayRefusals.ForeignCredential;
        if (!own && route.Dialect.Admit(context.Request.Headers.Authorization.ToString()) is { } unusable)
            return unusable;
        bool refused = route.Simulator && !route.Options.Simulator.Enabled && !ClientAddress.IsLocal(context, route.Options.TrustedProxies);
        return refused ? GatewayRefusals.SimulatorIsLocal : null;
    }

    /// <summary>An upgraded connection or a tunnel carries what nobody reads. An offer of <c>h2c</c> is none: it is not taken up.</summary>
    private static bool IsTunnel(HttpContext context)
    {
        if (HttpMethods.IsConnect(context.Request.Method) || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
            return true;
        string upgrade = context.Request.Headers[HeaderNames.Upgrade].ToString();
        return upgrade.Length > 0 && !upgrade.Equals("h2c", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What YARP reports of a forwarding that brought no answer; null where it did, or where nobody listens any more.</summary>
    private static Refusal? Failure(HttpContext context, GuardedExchange guarded, RevocationWatch? watch)
    {
        if (watch is { Revoked: true, CallerGone: false })
        {
            guarded.Error ??= GatewayRefusals.Revoked.Code;
            return context.Response.HasStarted ? null : GatewayRefusals.Revoked;
        }

        if (context.GetForwarderErrorFeature()?.Error is not { } error || error == ForwarderError.None)
            return null;
        if (context.RequestAborted.IsCancellationRequested)
        {
            guarded.Error ??= "client_gone";
            return null;
        }

        guarded.Error ??= error.ToString();
        if (context.Response.HasStarted)
            return null;
        if (string.Equals(guarded.Error, GatewayRefusals.InspectionFailed.Code, StringComparison.Ordinal))
            return GatewayRefusals.InspectionFailed;
        return error switch
        {
            ForwarderError.RequestTimedOut => GatewayRefusals.TimedOut,
            ForwarderError.NoAvailableDestinations => GatewayRefusals.NoDestination,
            ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination => GatewayRefusals.AnswerCut,
            _ => GatewayRefusals.Unreachable,
        };
    }
}
