using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Sluice.Gateway.Forwarding;

/// <summary>YARP's clients, with what a gate before LLM providers needs.</summary>
internal sealed class ForwarderClientFactory(ILogger<ForwarderHttpClientFactory> logger, ConnectRetry connecting) : ForwarderHttpClientFactory(logger)
{
    /// <summary>A provider's addresses change; a connection that lived for ever would never learn of it.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(15);

    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);

        // A caller's trace headers pass like all others; ours stay here.
        handler.ActivityHeadersPropagator = null;

        // Disposing an unfinished answer ends its connection at once. By default it would be read on for up to two seconds in the hope of
        // reusing the connection, which keeps the provider generating, and billing.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.ConnectCallback = connecting.ConnectAsync;
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new BufferedRequestHandler(base.WrapHandler(context, handler));
}
