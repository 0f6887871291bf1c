using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Identity;

/// <summary>
/// Keeps the credential of one provider from reaching another: headers in which other dialects' clients present theirs are not sent on, and a key whose prefix names
/// its provider is not sent to a different one.
/// </summary>
internal static class ProviderCredentials
{
    /// <summary>Every header in which some dialect's clients present a credential.</summary>
    public static readonly string[] Headers = DialectCatalog.All.Values.SelectMany(d => d.CredentialHeaders).Append("x-api-key").Append("api-key").Append("x-goog-api-key")
        .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();

    /// <summary>The domains of the providers, and how the keys begin that only they issue. A cluster of another domain (a gateway, a compatible server) takes any key.</summary>
    private static readonly (string Domain, string[] Prefixes)[] Providers =
    [
        ("openai.com", ["sk-proj-", "sk-svcacct-", "sk-admin-"]),
        ("anthropic.com", ["sk-ant-"]),
        ("googleapis.com", ["AIza"]),
        ("amazonaws.com", ["ABSK", "AWS4-HMAC-SHA256"]),
        ("azure.com", []),
        ("cohere.com", []),
        ("mistral.ai", []),
    ];

    /// <summary>The headers that no request of this dialect carries to its provider.</summary>
    public static string[] ForeignHeaders(IDialect dialect) => [.. Headers.Except(dialect.CredentialHeaders, StringComparer.OrdinalIgnoreCase)];

    /// <summary>How keys begin that must not be sent to these hosts.</summary>
    public static string[] ForeignPrefixes(IEnumerable<string> hosts)
    {
        List<string> owners = [.. hosts.Select(OwnerOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        return owners.Count == 0 ? [] : [.. Providers.Where(p => !owners.Contains(p.Domain, StringComparer.Ordinal)).SelectMany(p => p.Prefixes)];
    }

    /// <summary>Whether a request presents a key that begins with one of <paramref name="prefixes"/>.</summary>
    public static bool Presents(IHeaderDictionary headers, IReadOnlyList<string> prefixes)
    {
        if (prefixes.Count == 0)
            return false;
        foreach (string name in Headers)
        {
            if (headers.TryGetValue(name, out StringValues values) && values.Any(v => BeginsWithOne(v, prefixes)))
                return true;
        }

        return false;
    }

    private static bool BeginsWithOne(string? value, IReadOnlyList<string> prefixes)
    {
        ReadOnlySpan<char> key = value.AsSpan().Trim();
        if (key.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            key = key["Bearer ".Length..].TrimStart();
        foreach (string prefix in prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string? OwnerOf(string host) =>
        Array.Find(Providers, p => host.Equals(p.Domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + p.Domain, StringComparison.OrdinalIgnoreCase)).Domain;
}
