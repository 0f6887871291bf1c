using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// The placeholders of one exchange: made for the values that its request held, and restored in its answer. A placeholder is a keyed function of the caller and the
/// value (HMAC-SHA256), so that a conversation that is sent again is the same text again, which providers' prompt caches need, and nobody can make one up.
/// Holds values in memory as long as the exchange lasts. Not thread-safe.
/// </summary>
/// <param name="key">The caller's key; empty makes one that only this exchange knows.</param>
internal sealed class PlaceholderMap(ReadOnlyMemory<byte> key)
{
    /// <summary>Most values that one request may have replaced; further ones are redacted for good.</summary>
    public const int Most = 10_000;

    private readonly ReadOnlyMemory<byte> _key = key.IsEmpty ? RandomNumberGenerator.GetBytes(32) : key;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The placeholder for a value, or null where there is no room for another.</summary>
    public string? Of(string detector, ReadOnlySpan<char> value)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Span);
        hash.AppendData(Encoding.UTF8.GetBytes(detector));
        hash.AppendData([0]);
        hash.AppendData(MemoryMarshal.AsBytes(value));
        Span<byte> bits = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.GetHashAndReset(bits);
        string placeholder = Placeholder.Write(detector, bits);
        if (_values.Count >= Most && !_values.ContainsKey(placeholder))
            return null;
        _values[placeholder] = value.ToString();
        return placeholder;
    }

    /// <summary>The value that this exchange's request had in place of <paramref name="placeholder"/>.</summary>
    public bool TryRestore(ReadOnlySpan<char> placeholder, [NotNullWhen(true)] out string? value) =>
        _values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(placeholder, out value);
}
