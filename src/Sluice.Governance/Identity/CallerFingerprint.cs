using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Governance.Identity;

/// <summary>
/// Makes a caller's identity of its credential: HMAC-SHA256 under a key of the store's, shortened to 128 bits. A plain hash would let whoever reads a log try guessed keys
/// against it. Thread-safe.
/// </summary>
public sealed class CallerFingerprint(KeyHasher hasher)
{
    private readonly byte[] _key = hasher.KeyOf("caller fingerprint");

    /// <summary>The same credential gives the same caller on every node of one store.</summary>
    public Caller Of(ReadOnlySpan<char> credential)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, MemoryMarshal.AsBytes(credential), hash);
        return new Caller(Convert.ToHexStringLower(hash[..16])) { Kind = CallerKind.ProviderCredential };
    }

    /// <summary>A key that belongs to one caller and one purpose: nobody can compute it who does not know the store's pepper. 32 bytes.</summary>
    public byte[] KeyOf(Caller caller, string purpose)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\0{caller.Id}"));
    }
}
