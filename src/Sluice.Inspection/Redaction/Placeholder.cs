using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// What stands for a tokenized value: the detector's name in capitals and 80 keyed bits, for example <c>[EMAIL_7F3K9Q2M1X4C8A5T]</c>. It says to the model what kind
/// of thing it is, is copied as one word, and holds no character that JSON, a shell or Markdown would change.
/// </summary>
internal static class Placeholder
{
    /// <summary>Crockford's base 32: no letter that looks like a digit.</summary>
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <param name="detector">The detector's full name, for example <c>pii/email</c>.</param>
    /// <param name="bits">At least ten bytes.</param>
    public static string Write(string detector, ReadOnlySpan<byte> bits)
    {
        ReadOnlySpan<char> kind = detector.AsSpan(detector.LastIndexOf('/') + 1);
        kind = kind[..Math.Min(kind.Length, PlaceholderRule.LongestKind)];
        Span<char> text = stackalloc char[PlaceholderRule.LongestKind + 19]; // brackets, an underscore, sixteen digits
        text[0] = '[';
        for (int i = 0; i < kind.Length; i++)
            text[i + 1] = char.IsAsciiLetterOrDigit(kind[i]) ? char.ToUpperInvariant(kind[i]) : '_';
        int at = kind.Length + 1;
        text[at++] = '_';
        for (int digit = 0; digit < 16; digit++)
            text[at++] = Digits[FiveBits(bits, digit * 5)];
        text[at++] = ']';
        return new string(text[..at]);
    }

    private static int FiveBits(ReadOnlySpan<byte> bits, int from)
    {
        int pair = (bits[from / 8] << 8) | (from / 8 + 1 < bits.Length ? bits[(from / 8) + 1] : 0);
        return (pair >> (11 - (from % 8))) & 31;
    }
}
