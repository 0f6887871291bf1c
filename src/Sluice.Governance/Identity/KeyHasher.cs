using System.Security.Cryptography;
using System.Text;

namespace Sluice.Governance.Identity;

/// <summary>
/// HMAC-SHA256 of secrets under the pepper, which nodes share. A secret has 256 random bits, so a fast hash is as good as a slow one. What is hashed is the secret's
/// SHA-256, so that a configuration may declare a key by that (<c>sha256sum</c>) without knowing the pepper. Thread-safe.
/// </summary>
public sealed class KeyHasher
{
    /// <summary>Bytes of a pepper, a digest and a hash.</summary>
    public const int Size = HMACSHA256.HashSizeInBytes;

    /// <summary>UTF-8 bytes of what is hashed on the stack; secrets have far fewer.</summary>
    private const int StackBytes = 512;

    private readonly byte[] _pepper;

    public KeyHasher(ReadOnlySpan<byte> pepper)
    {
        if (pepper.Length != Size)
            throw new ArgumentException($"a pepper has {Size} bytes", nameof(pepper));
        _pepper = pepper.ToArray();
    }

    public void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> digest = stackalloc byte[Size];
        Digest(secret, digest);
        HMACSHA256.HashData(_pepper, digest, hash);
    }

    /// <summary>A key for another purpose than hashing secrets. 32 bytes.</summary>
    public byte[] KeyOf(string purpose) => HMACSHA256.HashData(_pepper, System.Text.Encoding.UTF8.GetBytes(purpose));

    public string HashText(string secret)
    {
        Span<byte> hash = stackalloc byte[Size];
        Hash(secret, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The hash of the secret that has this digest.</summary>
    public string HashDigest(ReadOnlySpan<byte> digest) => Convert.ToHexStringLower(HMACSHA256.HashData(_pepper, digest));

    /// <summary>The SHA-256 of a secret in UTF-8.</summary>
    public static byte[] DigestOf(string secret)
    {
        byte[] digest = new byte[Size];
        Digest(secret, digest);
        return digest;
    }

    private static void Digest(ReadOnlySpan<char> secret, Span<byte> digest)
    {
        Span<byte> room = stackalloc byte[StackBytes];
        if (!Encoding.UTF8.TryGetBytes(secret, room, out int length))
        {
            room = new byte[Encoding.UTF8.GetByteCount(secret)];
            length = Encoding.UTF8.GetBytes(secret, room);
        }

        SHA256.HashData(room[..length], digest);
    }
}
