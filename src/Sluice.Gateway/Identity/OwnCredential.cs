using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Sluice.Gateway.Identity;

/// <summary>
/// Puts the gate's own credential in the place of the caller's: nothing that a caller could present itself with, or choose an account of the provider's with, goes on.
/// </summary>
internal static class OwnCredential
{
    /// <summary>Headers beside those of the dialects: the gate's own, those of proxies, those that choose whom the provider bills, and those that make another request of one.</summary>
    private static readonly string[] Headers =
    [
        .. ProviderCredentials.Headers, "x-pan-token", "Proxy-Authorization", "Cookie", "OpenAI-Organization", "OpenAI-Project", "x-goog-user-project",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
    ];

    /// <summary>Parameters of a query that some provider takes for a credential, an account or a header (Google's with or without <c>$</c> before them).</summary>
    private static readonly string[] Parameters = ["key", "api-key", "api_key", "access_token", "oauth_token", "userProject", "httpMethod", "httpHeaders"];

    public static void PutInPlace(RequestTransformContext context, ProviderKey? key)
    {
        foreach (string header in Headers)
            context.ProxyRequest.Headers.Remove(header);
        QueryString given = context.Query.QueryString;
        if (Without(given.Value ?? "") is { } query)
            context.ProxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(context.DestinationPrefix, context.Path, new QueryString(query));
        key?.ApplyTo(context.ProxyRequest);
    }

    /// <summary>The query without credentials, all else as it is spelled; null where there are none.</summary>
    internal static string? Without(string query)
    {
        string[] parts = query.TrimStart('?').Split('&');
        string[] kept = Array.FindAll(parts, p => !Parameters.Contains(NameOf(p), StringComparer.OrdinalIgnoreCase));
        if (kept.Length == parts.Length)
            return null;
        string rest = string.Join('&', kept);
        return rest.Length == 0 ? "" : "?" + rest;
    }

    private static string NameOf(string part) => Uri.UnescapeDataString(part.Split('=', 2)[0].Replace('+', ' ')).Trim().TrimStart('$');
}
