using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Duplex;
using Sluice.Governance.Identity;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Identity;

/// <summary>Finds the credential that a caller presents to its provider and says who that is.</summary>
internal sealed class CallerIdentification(CallerFingerprint fingerprint)
{
    /// <summary>The caller is whoever the provider would take it for: of several credentials the one that the dialect looks at first counts.</summary>
    public Caller Identify(IHeaderDictionary headers, IDialect dialect)
    {
        foreach (string name in dialect.CredentialHeaders)
        {
            if (headers.TryGetValue(name, out var value) && value.Count > 0 && value[0] is { Length: > 0 } credential)
                return fingerprint.Of(credential);
        }

        return WebSocketUpgrade.CredentialOf(headers) is { } key ? fingerprint.Of(key) : Caller.Anonymous;
    }

    /// <summary>The key of a caller's placeholders.</summary>
    public byte[] PlaceholderKey(Caller caller) => fingerprint.KeyOf(caller, "placeholders");
}
