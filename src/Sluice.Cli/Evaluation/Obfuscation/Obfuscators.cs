using System.IO.Compression;
using System.Net;
using System.Text;

namespace Sluice.Cli.Evaluation.Obfuscation;

/// <summary>The families against which detectors are measured. The whole text is rewritten, with no words around it that would give it away.</summary>
internal static class Obfuscators
{
    public static IReadOnlyList<Obfuscator> All { get; } =
    [
        new("zero-width", true, LetterTricks.ZeroWidth),
        new("homoglyph", true, LetterTricks.Homoglyph),
        new("full-width", true, (text, _) => LetterTricks.Each(text, c => c is > ' ' and <= '~' ? ((char)(c + 0xFEE0)).ToString() : c.ToString())),
        new("diacritics", false, LetterTricks.Diacritics),
        new("case", false, (text, random) => LetterTricks.Each(text, c => (random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)).ToString())),
        new("spaced", false, (text, _) => LetterTricks.Each(text, c => c == ' ' ? "   " : char.IsLetterOrDigit(c) ? $"{c} " : c.ToString()).TrimEnd()),
        new("doubled", false, (text, _) => LetterTricks.Each(text, c => char.IsAsciiLetter(c) ? new string(c, 2) : c.ToString())),
        new("leet", false, LetterTricks.Leet),
        new("rot13", false, (text, _) => LetterTricks.Each(text, c => LetterTricks.Rot13(c).ToString())),
        new("reversal", false, (text, _) => LetterTricks.Reverse(text)),
        new("unicode-tags", true, (text, _) => LetterTricks.Each(text, c => c is >= ' ' and <= '~' ? char.ConvertFromUtf32(0xE0000 + c) : c.ToString())),
        new("mathematical", true, (text, _) => LetterTricks.Each(text, LetterTricks.Mathematical)),
        new("base64", true, (text, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        new("base64url", true, (text, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        new("hex", true, (text, _) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        new("url", true, (text, _) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"))),
        new("html", true, (text, random) => LetterTricks.Each(text, c => char.IsSurrogate(c) ? c.ToString() : random.Next(2) == 0 ? $"&#{(int)c};" : $"&#x{(int)c:x};")),
        new("html-named", true, (text, _) => WebUtility.HtmlEncode(text).Replace(" ", "&nbsp;", StringComparison.Ordinal)),
        new("quoted-printable", true, (text, _) => Encodings.QuotedPrintable(text)),
        new("gzip-base64", true, (text, _) => Encodings.GzipBase64(text)),
        new("base64-twice", true, (text, _) => Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))))),
    ];
}

/// <summary>Encodings that take more than an expression.</summary>
file static class Encodings
{
    /// <summary>Longest line of quoted-printable text (RFC 2045, 6.7), without the soft break.</summary>
    private const int MostColumns = 75;

    public static string QuotedPrintable(string text)
    {
        StringBuilder encoded = new();
        int column = 0;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            // Every third letter is escaped, too: plain ASCII would stay as it is.
            string piece = b is >= 33 and <= 126 and not (byte)'=' && b % 3 != 0 ? ((char)b).ToString() : $"={b:X2}";
            if (column + piece.Length > MostColumns)
            {
                encoded.Append("=\r\n");
                column = 0;
            }

            encoded.Append(piece);
            column += piece.Length;
        }

        return encoded.ToString();
    }

    public static string GzipBase64(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}
