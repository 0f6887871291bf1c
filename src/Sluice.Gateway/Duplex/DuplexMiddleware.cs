using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Configuration;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Forwarding;
using Sluice.Gateway.Judges;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Streaming;
using Yarp.ReverseProxy.Model;

namespace Sluice.Gateway.Duplex;

/// <summary>
/// Stands in for YARP's forwarder where the caller asks for a WebSocket on a guarded route: YARP would tunnel it past every transform. Opens one to the destination that
/// load balancing chose, then the caller's, and lets a <see cref="DuplexSession"/> pass judged messages between them.
/// </summary>
internal sealed class DuplexMiddleware
{
    private readonly RequestDelegate _next;
    private readonly WebSocketMiddleware _accepting;
    private readonly AnswerReader _reader;
    private readonly InspectionEntry _inspection;
    private readonly RemoteJudging _remote;
    private readonly BufferBudget _budget;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<DuplexMiddleware> _logger;

    public DuplexMiddleware(RequestDelegate next, AnswerReader reader, InspectionEntry inspection, RemoteJudging remote, BufferBudget budget, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        _next = next;
        _reader = reader;
        _inspection = inspection;
        _remote = remote;
        _budget = budget;
        _time = time;
        _lifetime = lifetime;
        _logger = loggers.CreateLogger<DuplexMiddleware>();
        WebSocketOptions options = new() { KeepAliveInterval = UpstreamHandshake.KeepAlive, KeepAliveTimeout = UpstreamHandshake.KeepAlive };
        _accepting = new WebSocketMiddleware(OpenAsync, Options.Create(options), loggers);
    }

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<GuardedExchange>() is { Duplex: true } ? _accepting.Invoke(context) : _next(context);

    private async Task OpenAsync(HttpContext context)
    {
        GuardedExchange guarded = context.Features.Get<GuardedExchange>()!;
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        Refusal? refusal = GatewayRefusals.Upgrade;
        if (context.WebSockets.IsWebSocketRequest)
            refusal = proxy.AvailableDestinations is [var destination, ..] ? await ConnectAsync(context, guarded, proxy, destination) : GatewayRefusals.NoDestination;
        if (refusal is not null)
            await RefusalWriter.WriteAsync(context, guarded, refusal);
    }

    private async Task<Refusal?> ConnectAsync(HttpContext context, GuardedExchange guarded, IReverseProxyFeature proxy, DestinationState destination)
    {
        proxy.ProxiedDestination = destination;
        string[] offered = WebSocketUpgrade.Offered(context.Request.Headers);
        if (guarded.Route.Options.Identity.RequiresKeys)
            offered = WebSocketUpgrade.WithoutCredentials(offered);
        TimeSpan patience = proxy.Cluster.Config.HttpRequest?.ActivityTimeout ?? ProxySection.DefaultActivityTimeout;
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        connecting.CancelAfter(patience);
        try
        {
            (HttpResponseMessage response, string key) = await UpstreamHandshake.SendAsync(context, proxy, destination, offered, connecting.Token);
            using (response)
            {
                if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
                    return await new RefusedUpgrade(_reader, _inspection, _remote, _logger).PassOnAsync(context, guarded, response, connecting.Token);
                using WebSocket? upstream = await UpstreamHandshake.OpenAsync(response, key, offered, connecting.Token);
                if (upstream is null)
                    return GatewayRefusals.NoWebSocket((int)response.StatusCode);
                connecting.CancelAfter(Timeout.InfiniteTimeSpan);
                return await TalkAsync(context, guarded, upstream, patience);
            }
        }
        catch (HttpRequestException)
        {
            return GatewayRefusals.Unreachable;
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return GatewayRefusals.TimedOut;
        }
    }

    private async Task<Refusal?> TalkAsync(HttpContext context, GuardedExchange guarded, WebSocket upstream, TimeSpan patience)
    {
        if (_inspection.OpenStream(guarded.Exchange, MessageFraming.MediaType, guarded.Route.InspectionLimits) is not { } guard)
            return GatewayRefusals.UnknownStream;
        guarded.Streamed = true;
        DecisionHeaders.Apply(context.Response.Headers, guarded);
        using var judging = new MessageJudging(guard, _inspection, guarded, _remote, _budget, _time, _logger);
        if (context.Request.Query["model"].ToString() is { Length: > 0 } model)
            guarded.Exchange.Model = judging.Name(model);
        using WebSocket client = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = upstream.SubProtocol,
            KeepAliveInterval = UpstreamHandshake.KeepAlive,
            KeepAliveTimeout = UpstreamHandshake.KeepAlive,
            DangerousEnableCompression = false,
        });
        await using var session = new DuplexSession(client, upstream, judging, guarded, _budget, _time);
        await session.RunAsync(patience, context, _lifetime.ApplicationStopping);
        return null;
    }
}
