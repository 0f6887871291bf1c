using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Exchanges;
using Sluice.Gateway.Identity.Certificates;
using Sluice.Governance.Identity;
using Sluice.Inspection.Dialects;

namespace Sluice.Gateway.Identity;

/// <summary>
/// Finds out who calls, in the mode <c>Keys</c>, and refuses whoever does not show it. One answer stands for every credential that is not valid: which of them are missing, malformed,
/// unknown, expired or revoked is nobody's business.
/// </summary>
internal sealed class CallerAuthentication(IEnumerable<ICredentialScheme> schemes, ClientCertificates certificates)
{
    private readonly ICredentialScheme[] _schemes = [.. schemes];

    /// <summary>Sets the exchange's caller; returns why the request is refused, or null.</summary>
    public ValueTask<Refusal?> AuthenticateAsync(HttpContext context, GuardedExchange guarded) =>
        guarded.Route.Options.Identity.RequiresKeys ? RequireAsync(context, guarded) : default;

    /// <summary>Whoever shows a valid credential; null where there is none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="inQuery">The dialect's clients may put a key into the query.</param>
    public async ValueTask<Caller?> FindAsync(HttpContext context, bool inQuery)
    {
        (string? text, bool bearer) = CredentialPlaces.Find(context.Request, inQuery);
        X509Certificate2? certificate = context.Connection.ClientCertificate;
        Caller? named = certificate is null ? null : certificates.Find(certificate);
        if (text is null)
            return named;
        var credential = new PresentedCredential(text, bearer, certificate);
        foreach (ICredentialScheme scheme in _schemes)
        {
            // A certificate that names somebody binds the connection to that tenant, whatever is presented on it.
            if (await scheme.AuthenticateAsync(credential, context.RequestAborted) is { } caller)
                return named is null || named.Tenant.Equals(caller.Tenant, StringComparison.Ordinal) ? caller : null;
        }

        return null;
    }

    private async ValueTask<Refusal?> RequireAsync(HttpContext context, GuardedExchange guarded)
    {
        if (await FindAsync(context, inQuery: guarded.Route.Dialect.KeyInQuery) is not { } caller)
            return GatewayRefusals.Unauthorized;
        guarded.Caller = caller;
        return caller.MayCallFrom(ClientAddress.Of(context, guarded.Route.Options.TrustedProxies)) ? null : GatewayRefusals.AddressNotAllowed;
    }
}
