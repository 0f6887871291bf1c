namespace Sluice.Governance.Identity;

/// <summary>One valid secret of a key, as the directory holds it.</summary>
/// <param name="Hash">The secret's keyed hash in lower-case hexadecimal (<see cref="KeyHasher.HashText"/>).</param>
/// <param name="Caller">Who presents it; <see cref="Caller.KeyId"/> and <see cref="Caller.SecretId"/> are set, <see cref="Caller.ExpiresAt"/> is the key's end or the secret's, whichever is earlier.</param>
public sealed record KeyEntry(string Hash, Caller Caller);
