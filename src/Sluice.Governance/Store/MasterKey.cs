using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Governance.Store;

/// <summary>
/// The key under which everything secret in the store is encrypted: AES-256-GCM with a key of its own for each purpose (HKDF-SHA256), the purpose being authenticated, so
/// that what is moved from one row to another does not open. Thread-safe.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Fewest bytes of a master key.</summary>
    public const int MinBytes = 32;

    /// <summary>Random bytes practically never have so few different values among 32; a typed-in text or a pattern does.</summary>
    private const int MinDifferentBytes = 16;

    private const string Version = "m1.";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _root;

    private MasterKey(byte[] root) => _root = root;

    /// <summary>A new random one.</summary>
    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(MinBytes));

    /// <summary>Reads hexadecimal, base64 or base64url.</summary>
    /// <param name="problem">What is wrong, without repeating any of it.</param>
    public static MasterKey? TryParse(string? text, out string? problem)
    {
        byte[]? bytes = Decode(text?.Trim() ?? "");
        problem = bytes switch
        {
            null => "is neither base64 nor hexadecimal; make one with: openssl rand -base64 32",
            { Length: < MinBytes } => $"has fewer than {MinBytes} bytes; make one with: openssl rand -base64 32",
            _ when bytes.Distinct().Count() < MinDifferentBytes => "is not random; make one with: openssl rand -base64 32",
            _ => null,
        };
        return problem is null ? new MasterKey(bytes!) : null;
    }

    /// <param name="purpose">What it is for; must be said again to open it.</param>
    public string Protect(string purpose, ReadOnlySpan<byte> plain)
    {
        byte[] whole = new byte[NonceBytes + plain.Length + TagBytes];
        Span<byte> nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(KeyOf(purpose), TagBytes);
        cipher.Encrypt(nonce, plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(^TagBytes..), Encoding.UTF8.GetBytes(purpose));
        return Version + Base64Url.EncodeToString(whole);
    }

    /// <exception cref="CryptographicException">It was protected by another key or for another purpose, or was changed.</exception>
    public byte[] Unprotect(string purpose, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] whole = text.StartsWith(Version, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Version.Length)) ? Base64Url.DecodeFromChars(text.AsSpan(Version.Length)) : [];
        if (whole.Length < NonceBytes + TagBytes)
            throw new CryptographicException("What was to be opened is not what this program protects.");
        byte[] plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(KeyOf(purpose), TagBytes);
        cipher.Decrypt(whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(^TagBytes..), plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    /// <summary>As a file keeps it.</summary>
    internal string Export() => Convert.ToBase64String(_root);

    private byte[] KeyOf(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _root, 32, info: Encoding.UTF8.GetBytes("sluice/master/1/" + purpose));

    private static byte[]? Decode(string text)
    {
        if (text.Length > 0 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text); // Such a text would be base64, too, but nobody means that.
        string plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        byte[] bytes = new byte[plain.Length];
        return plain.Length > 0 && Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out int length) ? bytes[..length] : null;
    }
}
