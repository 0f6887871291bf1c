using Sluice.Governance.Identity;

namespace Sluice.Gateway.Identity;

/// <summary>Keys of the gate's. Whatever looks like one costs one hash and one lookup, whether or not it ever was one.</summary>
internal sealed class KeyScheme(KeyDirectory keys) : ICredentialScheme
{
    public ValueTask<Caller?> AuthenticateAsync(PresentedCredential credential, CancellationToken cancellation) =>
        new(IsKey(credential.Text) ? keys.Find(credential.Text) : null);

    /// <summary>Something longer is no key, and not worth hashing.</summary>
    public static bool IsKey(string? text) => text is { Length: <= 2 * KeySecret.Length } && text.StartsWith(KeySecret.Prefix, StringComparison.Ordinal);
}
