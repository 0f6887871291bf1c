using System.Buffers;
using System.Text;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>Stretches of a text that may be encoded bytes, and what they say.</summary>
internal static class EncodedRuns
{
    /// <summary>Shortest stretch that says anything worth reading.</summary>
    private const int Shortest = 24;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-%\\:");
    private static readonly SearchValues<char> HexPairs = SearchValues.Create("0123456789abcdefABCDEFxX\\%:, \t");

    /// <summary>The stretches; prose has none, as its words are short.</summary>
    public static List<Range> Of(ReadOnlySpan<char> text)
    {
        List<Range> runs = [];
        Add(text, Alphabet, runs);
        int words = runs.Count;
        Add(text, HexPairs, runs);
        if (words > 0 && runs.Count > words)
            runs.RemoveAll(r => runs.Exists(o => !o.Equals(r) && o.Start.Value <= r.Start.Value && o.End.Value >= r.End.Value));
        return runs;
    }

    /// <summary>What base64 or base64url says from the character <paramref name="shift"/> on: a stretch may begin amid a group.</summary>
    public static string FromBase64(ReadOnlySpan<char> run, int shift)
    {
        Span<char> plain = new char[run.Length];
        int count = 0;
        foreach (char c in run[Math.Min(shift, run.Length)..])
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
                plain[count++] = c;
            else if (c is '-' or '_')
                plain[count++] = c == '-' ? '+' : '/';
        }

        byte[] bytes = new byte[count];
        return Convert.TryFromBase64Chars(plain[..(count / 4 * 4)], bytes, out int length) ? Encoding.Latin1.GetString(bytes, 0, length) : "";
    }

    /// <summary>What pairs of hexadecimal digits say, whatever stands between them.</summary>
    public static string FromHex(ReadOnlySpan<char> run)
    {
        StringBuilder text = new(run.Length / 2);
        for (int i = 0; i + 1 < run.Length; i++)
        {
            if (!char.IsAsciiHexDigit(run[i]) || !char.IsAsciiHexDigit(run[i + 1]) || (run[i] == '0' && run[i + 1] is 'x' or 'X'))
                continue;
            text.Append((char)((Digit(run[i]) << 4) | Digit(run[i + 1])));
            i++;
        }

        return text.ToString();
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static void Add(ReadOnlySpan<char> text, SearchValues<char> alphabet, List<Range> runs)
    {
        int at = 0;
        while (at < text.Length)
        {
            int length = text[at..].IndexOfAnyExcept(alphabet);
            if (length < 0)
                length = text.Length - at;
            if (length >= Shortest)
                runs.Add(at..(at + length));
            at += length + 1;
        }
    }
}
