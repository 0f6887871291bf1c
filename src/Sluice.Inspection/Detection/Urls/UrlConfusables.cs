using System.Buffers;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>
/// Host names that look like others: labels that mix Latin letters with Cyrillic, Greek, Armenian or Cherokee ones, labels of such letters alone that all look Latin under a Latin
/// top-level domain, and letters that only imitate (mathematical, phonetic). Names in one script pass.
/// </summary>
internal static class UrlConfusables
{
    /// <summary>Letters of other scripts that look like small Latin ones.</summary>
    private static readonly SearchValues<char> LatinLike = SearchValues.Create(
        "\u0430\u0432\u0435\u043A\u043C\u043D\u043E\u0440\u0441\u0442\u0443\u0445\u044C\u0455\u0456\u0458\u0501\u051B\u051D\u04CF\u0261\u04BB\u0475\u044F\u0433\u0499" +
        "\u03BF\u03B1\u03BD\u03C1\u03B9\u03BA\u03C4\u03C5\u03C7\u03B5\u03B7\u03F2\u0570\u0578\u057D\u0585\u0566\u0561");

    /// <summary>Phonetic letters that only look like others.</summary>
    private static readonly SearchValues<char> Imitations = SearchValues.Create("\u0251\u0261\u0269\u026A\u028F\u029F\u0280\u0274\u1D00\u1D04\u1D07\u1D0F\u1D1B\u1D20\u1D21\u1D22\uA731\u0185\u01C0\u2044\u2215\u29F8\u02D0\uA789");

    public static bool IsConfusable(in UrlAddress address)
    {
        ReadOnlySpan<char> host = address.Name;
        if (!host.Contains("xn--", StringComparison.Ordinal))
            return false;
        bool latinTop = !host[(host.LastIndexOf('.') + 1)..].StartsWith("xn--", StringComparison.Ordinal);
        Span<int> points = stackalloc int[64];
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[range];
            if (!label.StartsWith("xn--", StringComparison.Ordinal))
                continue;
            int count = Punycode.Decode(label[4..], points);
            if (count > 0 && IsConfusable(points[..count], latinTop))
                return true;
        }

        return false;
    }

    private static bool IsConfusable(ReadOnlySpan<int> label, bool latinTop)
    {
        bool latin = false;
        bool alike = false;
        bool other = false;
        bool imitates = false;
        foreach (int point in label)
        {
            switch (point)
            {
                case >= 0x1D400 and <= 0x1D7FF or >= 0x2100 and <= 0x214F or >= 0x24B6 and <= 0x24E9:
                    return true;
                case > 0xFFFF or < 'a' or (> 'z' and < 0xC0):
                    break;
                case <= 'z' or (<= 0x024F and not 0x0185 and not 0x01C0) or >= 0x1E00 and <= 0x1EFF:
                    latin = true;
                    break;
                case >= 0x0370 and <= 0x058F or >= 0x13A0 and <= 0x13FF or >= 0x1F00 and <= 0x1FFF:
                    alike |= LatinLike.Contains((char)point);
                    other |= !LatinLike.Contains((char)point);
                    break;
                default:
                    imitates |= Imitations.Contains((char)point);
                    break;
            }
        }

        return imitates || (latin && (alike || other)) || (alike && !other && latinTop && label.Length > 1);
    }
}
