using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sluice.Governance.Identity;

/// <summary>HMAC-SHA256 of secrets under the pepper, which nodes share. A secret has 256 random bits, so a fast hash is as good as a slow one. Thread-safe.</summary>
public sealed class KeyHasher
{
    /// <summary>Bytes of a pepper and of a hash.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _pepper;

    public KeyHasher(ReadOnlySpan<byte> pepper)
    {
        if (pepper.Length != Size)
            throw new ArgumentException($"a pepper has {Size} bytes", nameof(pepper));
        _pepper = pepper.ToArray();
    }

    public void Hash(ReadOnlySpan<char> secret, Span<byte> hash) => HMACSHA256.HashData(_pepper, MemoryMarshal.AsBytes(secret), hash);

    public string HashText(string secret)
    {
        Span<byte> hash = stackalloc byte[Size];
        Hash(secret, hash);
        return Convert.ToHexStringLower(hash);
    }
}
