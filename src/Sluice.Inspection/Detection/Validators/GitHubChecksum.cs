namespace Sluice.Inspection.Detection.Validators;

/// <summary>
/// The last six characters of a GitHub token are the CRC-32 of the 30 characters before them, in base 62, padded with zeros
/// (github.blog, "Behind GitHub's new authentication token formats", 2021).
/// </summary>
internal static class GitHubChecksum
{
    private const int PrefixLength = 4;
    private const int BodyLength = 30;
    private const int CheckLength = 6;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>The candidate is the whole token, <c>ghp_</c> and the like included.</summary>
    public static bool IsValid(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length != PrefixLength + BodyLength + CheckLength)
            return false;

        var rest = Crc32(candidate.Slice(PrefixLength, BodyLength));
        for (var i = candidate.Length - 1; i >= PrefixLength + BodyLength; i--)
        {
            if (candidate[i] != Alphabet[(int)(rest % 62)])
                return false;
            rest /= 62;
        }

        return rest == 0;
    }

    /// <summary>CRC-32 of ISO 3309 over ASCII text, bit by bit: 30 characters need no table.</summary>
    private static uint Crc32(ReadOnlySpan<char> text)
    {
        var crc = uint.MaxValue;
        foreach (var c in text)
        {
            crc ^= (byte)c;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return ~crc;
    }
}
