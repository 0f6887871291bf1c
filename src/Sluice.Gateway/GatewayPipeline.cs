using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Audit;
using Sluice.Gateway.Duplex;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Listeners;
using Sluice.Gateway.Management;
using Sluice.Gateway.Tokens;

namespace Sluice.Gateway;

/// <summary>
/// What a request goes through, in order. Start reading here.
/// <list type="number">
/// <item><see cref="ExchangeAudit"/> stands around the rest: every exchange gives one record.</item>
/// <item>Routing finds health, a YARP route, or on the admin listener an endpoint of the management API; everything else is 404.</item>
/// <item><see cref="ManagementGate"/> lets nobody in to the admin listener without a credential, nor to an endpoint without its permission.</item>
/// <item>On a guarded route <see cref="ExchangeMiddleware"/> makes the exchange, reads the body and has it judged.</item>
/// <item>YARP chooses a destination and forwards; on the way out <see cref="Forwarding.RequestHeaderTransform"/> sees the headers and
/// <see cref="Forwarding.BufferedRequestHandler"/> sends the judged body.</item>
/// <item>Where the caller asks for a WebSocket, <see cref="DuplexMiddleware"/> opens one to the destination instead, and judges every message of both sides.</item>
/// <item>On the way back <see cref="Forwarding.AnswerTransform"/> judges the answer, whole or as it streams, and YARP copies it to the caller.</item>
/// <item><see cref="ExchangeMiddleware"/> words what failed as the provider would, and accounts for the exchange.</item>
/// </list>
/// </summary>
internal static class GatewayPipeline
{
    public static void Map(WebApplication app)
    {
        var health = app.Services.GetRequiredService<Health>();
        var management = app.Services.GetRequiredService<ManagementGate>();
        var audit = app.Services.GetRequiredService<ExchangeAudit>();

        app.Use(next => context => audit.RunAsync(context, next));
        app.UseRouting();
        app.Use(next => context => management.LetInAsync(context, next));
        app.MapGet(Health.Live, health.LiveAsync).WithMetadata(ListenerMark.Both);
        app.MapGet(Health.Ready, health.ReadyAsync).WithMetadata(ListenerMark.Both);
        app.MapTokens();
        app.MapManagement();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<ExchangeMiddleware>();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
            proxy.UseMiddleware<DuplexMiddleware>();
        });
        app.MapFallback("{**path}", NotFoundAsync);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"error":{"message":"No route leads from this path to a provider.","type":"invalid_request_error","param":null,"code":"no_route"}}""", context.RequestAborted);
    }
}
