using System.Buffers;
using System.Text;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Resolves the escapes of URLs, HTML, source code, JSON and quoted-printable inside a text. Escaped bytes from 0x80 on are read as UTF-8 where they are such.
/// </summary>
internal static class Escapes
{
    private const int LongestEntity = 10;

    private static readonly SearchValues<char> Signs = SearchValues.Create("%&\\=");

    private static readonly (string Name, char Unit)[] Entities =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '), ("lpar", '('), ("rpar", ')'), ("colon", ':'), ("sol", '/'), ("period", '.'), ("Tab", '\t'), ("NewLine", '\n')];

    /// <summary>Resolves the escapes of <paramref name="source"/>; whether there were any.</summary>
    public static bool Resolve(ViewText source, ViewText target)
    {
        target.Begin(ViewKind.Unescaped, source.Depth + 1);
        ReadOnlySpan<char> text = source.Text;
        int at = 0;
        bool resolved = false;
        bool quoted = IsQuotedPrintable(text);
        if (!HasEscape(text, quoted))
            return false;
        while (at < text.Length)
        {
            int sign = text[at..].IndexOfAny(Signs);
            int plain = sign < 0 ? text.Length : at + sign;
            for (; at < plain; at++)
                target.Add(text[at], source, at);
            if (at == text.Length)
                break;
            int length = Read(text[at..], out int value, out bool isByte);
            if (length == 0 || (text[at] == '=' && !quoted))
            {
                target.Add(text[at], source, at);
                at++;
                continue;
            }

            resolved = true;
            at += isByte && value >= 0x80 ? WriteBytes(source, at, target) : Write(source, at, length, value, target);
        }

        return resolved;
    }

    private static bool HasEscape(ReadOnlySpan<char> text, bool quoted)
    {
        for (int at = 0; text[at..].IndexOfAny(Signs) is var sign and >= 0; at++)
        {
            at += sign;
            if ((text[at] != '=' || quoted) && Read(text[at..], out _, out _) > 0)
                return true;
        }

        return false;
    }

    /// <summary>Two escaped bytes side by side: a single <c>=41</c> is what any assignment or query may have.</summary>
    private static bool IsQuotedPrintable(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOf('='); at >= 0 && at + 6 <= text.Length;)
        {
            if (Read(text[at..], out _, out bool first) == 3 && first && Read(text[(at + 3)..], out _, out bool second) == 3 && second && text[at + 3] == '=')
                return true;
            int next = text[(at + 1)..].IndexOf('=');
            if (next < 0)
                return false;
            at += next + 1;
        }

        return false;
    }

    /// <summary>Reads the escape at the text's beginning: its length in units, 0 where there is none, and the character or byte that it stands for; -1 for none.</summary>
    private static int Read(ReadOnlySpan<char> text, out int value, out bool isByte)
    {
        value = 0;
        isByte = false;
        switch (text[0])
        {
            case '%' when Hex(text, 1, 2, out value):
                isByte = true;
                return 3;
            case '=' when Hex(text, 1, 2, out value) && text[1] is not (>= 'a' and <= 'f') && text[2] is not (>= 'a' and <= 'f'):
                isByte = true;
                return 3;
            case '=' when text.StartsWith("=\r\n") || text.StartsWith("=\n"):
                value = -1;
                return text[1] == '\r' ? 3 : 2;
            case '\\' when text.Length > 1 && text[1] is 'u' && Hex(text, 2, 4, out value):
                return 6;
            case '\\' when text.Length > 1 && text[1] is 'x' && Hex(text, 2, 2, out value):
                isByte = true;
                return 4;
            case '&':
                return Entity(text, out value);
            default:
                return 0;
        }
    }

    private static int Write(ViewText source, int at, int length, int value, ViewText target)
    {
        (int start, int end) = (source.StartOf(at), source.EndOf(at + length - 1));
        if (value is >= 0x10000 and <= 0x10FFFF)
        {
            Span<char> pair = stackalloc char[2];
            new Rune(value).EncodeToUtf16(pair);
            target.Add(pair[0], start, end);
            target.Add(pair[1], start, end);
        }
        else if (value is >= 0 and <= char.MaxValue)
        {
            target.Add((char)value, start, end);
        }

        return length;
    }

    /// <summary>Reads bytes that are escaped one by one as a character of UTF-8; a byte that begins none stands for itself.</summary>
    private static int WriteBytes(ViewText source, int at, ViewText target)
    {
        Span<byte> bytes = stackalloc byte[4];
        Span<int> ends = stackalloc int[4];
        ReadOnlySpan<char> text = source.Text;
        int count = 0;
        int next = at;
        while (count < bytes.Length && next < text.Length)
        {
            int length = Read(text[next..], out int value, out bool isByte);
            if (length == 0 || !isByte)
                break;
            bytes[count] = (byte)value;
            next += length;
            ends[count++] = next;
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out Rune rune, out int used) == OperationStatus.Done)
            return Write(source, at, ends[used - 1] - at, rune.Value, target);
        return Write(source, at, ends[0] - at, bytes[0], target);
    }

    private static int Entity(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        int end = text[..Math.Min(text.Length, LongestEntity + 1)].IndexOf(';');
        if (end < 3)
            return 0;
        ReadOnlySpan<char> name = text[1..end];
        if (name[0] == '#')
        {
            bool hex = name[1] is 'x' or 'X';
            ReadOnlySpan<char> digits = name[(hex ? 2 : 1)..];
            bool read = int.TryParse(digits, hex ? System.Globalization.NumberStyles.AllowHexSpecifier : System.Globalization.NumberStyles.None, null, out value);
            return read && value is > 0 and <= 0x10FFFF && !(value is >= 0xD800 and <= 0xDFFF) ? end + 1 : 0;
        }

        foreach ((string known, char unit) in Entities)
        {
            if (!name.SequenceEqual(known))
                continue;
            value = unit;
            return end + 1;
        }

        return 0;
    }

    private static bool Hex(ReadOnlySpan<char> text, int at, int digits, out int value)
    {
        value = 0;
        if (text.Length < at + digits)
            return false;
        for (int i = at; i < at + digits; i++)
        {
            if (!char.IsAsciiHexDigit(text[i]))
                return false;
            value = (value << 4) | HexValue(text[i]);
        }

        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
