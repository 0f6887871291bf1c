using System.Security.Cryptography.X509Certificates;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Identity;

/// <summary>One way in which callers show who they are: a key, a token, a certificate. Each takes the credentials of its own form and leaves all others alone.</summary>
internal interface ICredentialScheme
{
    /// <summary>Whose credential it is; null where it is not of this form, unknown, expired or revoked, and nothing tells which.</summary>
    ValueTask<Caller?> AuthenticateAsync(PresentedCredential credential, CancellationToken cancellation);
}

/// <summary>What a request shows of its caller.</summary>
/// <param name="Text">The key or token, or null where there is none.</param>
/// <param name="IsBearer">It stands in <c>Authorization: Bearer</c>.</param>
/// <param name="Certificate">The connection's client certificate, which was found good when the connection was made, or null.</param>
internal readonly record struct PresentedCredential(string? Text, bool IsBearer, X509Certificate2? Certificate);
