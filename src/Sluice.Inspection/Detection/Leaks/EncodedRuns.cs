using System.Buffers;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>Stretches of a text that may be encoded bytes, and what they say.</summary>
internal static class EncodedRuns
{
    /// <summary>Shortest stretch that says anything worth reading.</summary>
    private const int Shortest = 24;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-");
    private static readonly SearchValues<char> HexPairs = SearchValues.Create("0123456789abcdefABCDEFxX\\%:, \t");

    /// <summary>The next stretch from <paramref name="at"/> on, or an empty one; prose has none, as its words are short.</summary>
    public static Range Next(ReadOnlySpan<char> text, int at, bool hex)
    {
        while (at < text.Length)
        {
            int length = text[at..].IndexOfAnyExcept(hex ? HexPairs : Base64);
            if (length < 0)
                length = text.Length - at;
            if (length >= Shortest)
                return at..(at + length);
            at += length + 1;
        }

        return 0..0;
    }

    /// <summary>Writes what base64 or base64url says from the character <paramref name="shift"/> on: a stretch may begin amid a group. Returns how much there is.</summary>
    public static int FromBase64(ReadOnlySpan<char> run, int shift, Span<char> decoded)
    {
        int bits = 0;
        int held = 0;
        int count = 0;
        for (int i = shift; i < run.Length; i++)
        {
            int value = ValueOf(run[i]);
            if (value < 0)
                continue;
            bits = (bits << 6) | value;
            held += 6;
            if (held < 8)
                continue;
            held -= 8;
            decoded[count++] = (char)((bits >> held) & 0xFF);
            bits &= (1 << held) - 1;
        }

        return count;
    }

    /// <summary>Writes what pairs of hexadecimal digits say, whatever stands between them. Returns how much there is.</summary>
    public static int FromHex(ReadOnlySpan<char> run, Span<char> decoded)
    {
        int count = 0;
        for (int i = 0; i + 1 < run.Length; i++)
        {
            if (!char.IsAsciiHexDigit(run[i]) || !char.IsAsciiHexDigit(run[i + 1]))
                continue;
            decoded[count++] = (char)((Digit(run[i]) << 4) | Digit(run[i + 1]));
            i++;
        }

        return count;
    }

    private static int ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
