using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Sluice.Gateway.Duplex;

/// <summary>
/// Asks a destination for a WebSocket, as YARP would ask it for anything else: with the route's transforms and the cluster's client. Extensions are not offered: the
/// gate could not read what they make of a message.
/// </summary>
internal static class UpstreamHandshake
{
    /// <summary>Both peers are pinged so often, and one that does not answer for as long is gone.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>What RFC 6455 (section 1.3) has both sides hash.</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Sends the request; the answer is a refusal where its status is not 101.</summary>
    public static async Task<(HttpResponseMessage Response, string Key)> SendAsync(HttpContext context, IReverseProxyFeature proxy, DestinationState destination, string[] offered, CancellationToken cancellation)
    {
        string address = destination.Model.Config.Address;
        using var request = new HttpRequestMessage(HttpMethod.Get, (Uri?)null) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await proxy.Route.Transformer.TransformRequestAsync(context, request, address, cancellation);
        request.RequestUri ??= RequestUtilities.MakeDestinationAddress(address, context.Request.Path, context.Request.QueryString);
        request.Content = null;
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        foreach (string name in (string[])[HeaderNames.SecWebSocketExtensions, HeaderNames.SecWebSocketKey, HeaderNames.SecWebSocketVersion, HeaderNames.SecWebSocketAccept, HeaderNames.SecWebSocketProtocol, HeaderNames.Connection, HeaderNames.Upgrade])
            request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(HeaderNames.Connection, HeaderNames.Upgrade);
        request.Headers.TryAddWithoutValidation(HeaderNames.Upgrade, WebSocketUpgrade.Protocol);
        request.Headers.TryAddWithoutValidation(HeaderNames.SecWebSocketVersion, "13");
        request.Headers.TryAddWithoutValidation(HeaderNames.SecWebSocketKey, key);
        if (offered.Length > 0)
            request.Headers.TryAddWithoutValidation(HeaderNames.SecWebSocketProtocol, string.Join(", ", offered));
        return (await proxy.Cluster.HttpClient.SendAsync(request, cancellation), key);
    }

    /// <summary>The WebSocket that a 101 opened, or null where it opened none that the gate can read.</summary>
    public static async Task<WebSocket?> OpenAsync(HttpResponseMessage response, string key, string[] offered, CancellationToken cancellation)
    {
        string chosen = Header(response, HeaderNames.SecWebSocketProtocol);
        bool agreed = Header(response, HeaderNames.Upgrade).Equals(WebSocketUpgrade.Protocol, StringComparison.OrdinalIgnoreCase)
            && Header(response, HeaderNames.SecWebSocketAccept).Equals(AcceptOf(key), StringComparison.Ordinal)
            && Header(response, HeaderNames.SecWebSocketExtensions).Length == 0
            && (chosen.Length == 0 || offered.Contains(chosen, StringComparer.Ordinal));
        if (!agreed)
            return null;
        Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
        {
            IsServer = false,
            SubProtocol = chosen.Length == 0 ? null : chosen,
            KeepAliveInterval = KeepAlive,
            KeepAliveTimeout = KeepAlive,
        });
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : "";

#pragma warning disable CA5350 // RFC 6455 prescribes SHA-1 here; nothing secret depends on it.
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
}
