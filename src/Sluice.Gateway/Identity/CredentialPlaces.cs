using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Duplex;

namespace Sluice.Gateway.Identity;

/// <summary>Where clients put a credential of the gate's: each puts it where its provider's own would stand.</summary>
internal static class CredentialPlaces
{
    private const string Scheme = "Bearer ";

    private static readonly string[] Headers = ["x-api-key", "api-key", "x-goog-api-key", "x-pan-token"];

    /// <summary>
    /// The credential that a request presents. A key of the gate's counts wherever it stands, before anything else: clients send what their provider wants beside it. Null where there is none.
    /// </summary>
    public static (string? Text, bool IsBearer) Find(HttpRequest request, bool inQuery)
    {
        string? bearer = Bearer(request.Headers.Authorization);
        if (KeyScheme.IsKey(bearer))
            return (bearer, true);
        string? other = null;
        foreach (string name in Headers)
        {
            string? value = One(request.Headers[name]);
            if (KeyScheme.IsKey(value))
                return (value, false);
            other ??= value;
        }

        string? last = (inQuery ? One(request.Query["key"]) : null) ?? WebSocketUpgrade.CredentialOf(request.Headers);
        if (KeyScheme.IsKey(last))
            return (last, false);
        return bearer is null ? (other ?? last, false) : (bearer, true);
    }

    private static string? Bearer(StringValues header) =>
        One(header) is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;

    /// <summary>Two values in one place are none: nobody could say which of them counts.</summary>
    private static string? One(StringValues values) => values.Count == 1 && values[0] is { Length: > 0 } value ? value : null;
}
