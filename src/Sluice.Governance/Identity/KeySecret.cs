using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Governance.Identity;

/// <summary>
/// The secret of a key: <c>slk_</c>, 32 random bytes in base64url, and 32 bits of the SHA-256 of both, so that scanners find leaked ones without asking and a mistyped one is known as such.
/// It is shown once; the store keeps its keyed hash.
/// </summary>
public static class KeySecret
{
    public const string Prefix = "slk_";

    /// <summary>Characters of a whole secret.</summary>
    public const int Length = 4 + Body + Check;

    private const int Body = 43;
    private const int Check = 6;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        string head = Prefix + Base64Url.EncodeToString(random);
        return head + Checksum(head);
    }

    /// <summary>Has the form of a secret and the right checksum; says nothing of whether it opens anything.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text[^Check..].SequenceEqual(Checksum(text[..^Check]));

    /// <summary>What may be shown of it: the last eight characters.</summary>
    public static string LastOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret[^8..];
    }

    private static string Checksum(ReadOnlySpan<char> head)
    {
        Span<byte> bytes = stackalloc byte[Length * 3];
        int length = Encoding.UTF8.GetBytes(head, bytes);
        return Base64Url.EncodeToString(SHA256.HashData(bytes[..length]).AsSpan(0, 4));
    }
}
