using Sluice.Gateway.Identity;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Gateway.Tokens;

/// <summary>Tokens, the gate's own and those of trusted issuers.</summary>
internal sealed class TokenScheme(TokenDirectory tokens) : ICredentialScheme
{
    public ValueTask<Caller?> AuthenticateAsync(PresentedCredential credential, CancellationToken cancellation)
    {
        if (!TokenDirectory.IsToken(credential.Text))
            return default;
        string? certificate = credential.Certificate is { } shown ? TokenMint.ThumbprintOf(shown.RawDataMemory.Span) : null;
        return tokens.FindAsync(credential.Text.AsMemory(), certificate, cancellation);
    }
}
