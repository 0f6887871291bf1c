using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Sluice.Inspection.Tests.Detection.Views;

/// <summary>Ways to write a value so that it does not look like itself.</summary>
internal static class Hidden
{
    /// <summary>Those that a stream reads as well.</summary>
    public static readonly (string Name, Func<string, string> Write)[] InStreams =
    [
        ("zero width", v => string.Join('\u200B', v.ToCharArray())),
        ("several of zero width", v => string.Join("\u2060\u200D\uFEFF", v.ToCharArray())),
        ("variation selectors", v => string.Concat(v.Select(c => $"{c}\uFE0F"))),
        ("direction marks", v => string.Concat(v.Select(c => $"\u202D{c}\u202C"))),
        ("tags", v => string.Join("\U000E0041", v.ToCharArray())),
        ("combining marks", v => string.Concat(v.Select(c => $"{c}\u0336"))),
        ("full width", v => string.Concat(v.Select(c => c is > ' ' and < '\u007F' ? (char)(c + 0xFEE0) : c))),
        ("mathematical", v => string.Concat(v.Select(Mathematical))),
        ("look-alikes", v => v.Replace('A', '\u0410').Replace('I', '\u0406').Replace('E', '\u0395').Replace('O', '\u041E').Replace('1', '\u0661')),
        ("percent", v => string.Concat(v.Select(c => $"%{(int)c:X2}"))),
        ("entities", v => string.Concat(v.Select(c => $"&#{(int)c};"))),
        ("hexadecimal entities", v => string.Concat(v.Select(c => $"&#x{(int)c:x};"))),
        ("unicode escapes", v => string.Concat(v.Select(c => $"\\u{(int)c:x4}"))),
        ("byte escapes", v => string.Concat(v.Select(c => $"\\x{(int)c:X2}"))),
        ("soft breaks", v => $"{v[..5]}=\n{v[5..]}"),
        ("base64", v => Base64(v)),
        ("base64 inside", v => Base64($"the value is {v} as agreed")),
        ("base64url", v => Base64($"{v}>>?~").TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ("base64 in lines", v => string.Join('\n', Base64($"{new string('.', 40)} {v} {new string('.', 40)}").Chunk(64).Select(c => new string(c)))),
        ("hexadecimal", v => Convert.ToHexString(Encoding.UTF8.GetBytes(v))),
        ("small hexadecimal", v => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(v))),
    ];

    /// <summary>Those that are read in requests only.</summary>
    public static readonly (string Name, Func<string, string> Write)[] InRequests =
    [
        ("base64 twice", v => Base64(Base64(v))),
        ("hexadecimal in base64", v => Base64(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(v)))),
        ("percent in base64", v => Base64(string.Concat(v.Select(c => $"%{(int)c:X2}")))),
        ("base64 three times", v => Base64(Base64(Base64(v)))),
        ("gzip", v => Convert.ToBase64String(Gzip($"the value is {v} as agreed"))),
        ("UTF-16", v => Convert.ToBase64String(Encoding.Unicode.GetBytes(v))),
        ("quoted-printable", v => string.Concat(v.Select(c => $"={(int)c:X2}"))),
        ("written in tags", v => string.Concat(v.Select(c => char.ConvertFromUtf32(0xE0000 + c)))),
    ];

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Optimal))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Mathematical(char c) => c switch
    {
        >= '0' and <= '9' => char.ConvertFromUtf32(0x1D7CE + c - '0'),
        >= 'A' and <= 'Z' => char.ConvertFromUtf32(0x1D400 + c - 'A'),
        >= 'a' and <= 'z' => char.ConvertFromUtf32(0x1D41A + c - 'a'),
        _ => c.ToString(CultureInfo.InvariantCulture),
    };
}
