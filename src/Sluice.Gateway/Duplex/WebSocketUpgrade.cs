using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Sluice.Gateway.Duplex;

/// <summary>What a request for a WebSocket says (RFC 6455, section 4.1; over HTTP/2 RFC 8441).</summary>
internal static class WebSocketUpgrade
{
    public const string Protocol = "websocket";

    /// <summary>Browsers cannot set headers on a WebSocket, so a provider's key may come as a subprotocol: this, and the key behind it.</summary>
    private const string KeyPrefix = "openai-insecure-api-key.";

    public static bool IsAsked(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
            return string.Equals(connect.Protocol, Protocol, StringComparison.OrdinalIgnoreCase);
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Headers[HeaderNames.Upgrade].ToString().Equals(Protocol, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The subprotocols that the caller offers, in its order.</summary>
    public static string[] Offered(IHeaderDictionary headers) =>
        headers[HeaderNames.SecWebSocketProtocol].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Those that a provider gets where the gate presents a credential of its own: none that names a key or an account of the caller's.</summary>
    public static string[] WithoutCredentials(string[] offered) => Array.FindAll(offered, o => !o.StartsWith("openai-", StringComparison.OrdinalIgnoreCase) || o.StartsWith("openai-beta.", StringComparison.OrdinalIgnoreCase));

    /// <summary>The credential among the subprotocols, or null.</summary>
    public static string? CredentialOf(IHeaderDictionary headers)
    {
        if (!headers.ContainsKey(HeaderNames.SecWebSocketProtocol))
            return null;
        foreach (string offered in Offered(headers))
        {
            if (offered.StartsWith(KeyPrefix, StringComparison.Ordinal) && offered.Length > KeyPrefix.Length)
                return offered[KeyPrefix.Length..];
        }

        return null;
    }
}
