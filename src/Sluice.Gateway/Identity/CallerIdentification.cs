using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Duplex;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Identity;

/// <summary>Finds the credential that a caller presents to its provider and says who that is.</summary>
internal sealed class CallerIdentification(CallerFingerprint fingerprint)
{
    private static readonly string[] CredentialHeaders = ["Authorization", "x-api-key", "api-key", "x-goog-api-key"];

    public Caller Identify(IHeaderDictionary headers)
    {
        foreach (string name in CredentialHeaders)
        {
            if (headers.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } credential)
                return fingerprint.Of(credential);
        }

        return WebSocketUpgrade.CredentialOf(headers) is { } key ? fingerprint.Of(key) : Caller.Anonymous;
    }
}
