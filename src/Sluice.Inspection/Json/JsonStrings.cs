using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Inspection.Json;

/// <summary>
/// Decoding, encoding and addressing of JSON string contents (RFC 8259, section 7), without the quotes. A lone surrogate, spelled as an escape,
/// is kept as the one UTF-16 unit that it is, so that nothing is refused or changed that a lenient receiver would take.
/// </summary>
internal static class JsonStrings
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    public static string Decode(ReadOnlySpan<byte> raw)
    {
        char[] rented = ArrayPool<char>.Shared.Rent(Math.Max(raw.Length, 1));
        string decoded = new(rented, 0, Decode(raw, rented));
        ArrayPool<char>.Shared.Return(rented);
        return decoded;
    }

    /// <summary>Decodes <paramref name="raw"/>, valid UTF-8 with valid escapes, into <paramref name="text"/>, which has room for a unit per byte; returns the units written.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> text)
    {
        int written = 0;
        while (true)
        {
            int escape = raw.IndexOf((byte)'\\');
            ReadOnlySpan<byte> plain = escape < 0 ? raw : raw[..escape];
            Utf8.ToUtf16(plain, text[written..], out _, out int units);
            written += units;
            if (escape < 0)
                return written;
            text[written++] = DecodeEscape(raw[escape..], out int length);
            raw = raw[(escape + length)..];
        }
    }

    /// <summary>Whether <paramref name="raw"/> decodes to <paramref name="ascii"/>.</summary>
    public static bool DecodesTo(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> ascii)
    {
        if (raw.Length > ascii.Length * 6)
            return false;
        Span<char> text = stackalloc char[raw.Length];
        text = text[..Decode(raw, text)];
        return Ascii.Equals(text, ascii);
    }

    /// <summary>Appends <paramref name="text"/> as the content of a JSON string.</summary>
    public static void Encode(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            int stop = IndexOfUnsafe(text);
            ReadOnlySpan<char> plain = stop < 0 ? text : text[..stop];
            if (!plain.IsEmpty)
            {
                Span<byte> room = output.GetSpan(plain.Length * 3);
                Utf8.FromUtf16(plain, room, out _, out int bytes);
                output.Advance(bytes);
            }

            if (stop < 0)
                return;
            EncodeUnit(text[stop], output);
            text = text[(stop + 1)..];
        }
    }

    /// <summary>Writes a text as the content of a JSON string that is itself text.</summary>
    public static void Encode(ReadOnlySpan<char> text, PooledBuffer<char> output)
    {
        foreach (char unit in text)
        {
            if (IndexOfUnsafe([unit]) < 0)
                output.Write([unit]);
            else
                output.Write(Escape(unit));
        }
    }

    /// <summary>
    /// Byte offset of the unit <paramref name="unit"/> in <paramref name="raw"/>, walking on from a position found before
    /// (<paramref name="fromByte"/>, <paramref name="fromUnit"/>). A unit inside a four-byte sequence is rounded down to its beginning.
    /// </summary>
    public static int Locate(ReadOnlySpan<byte> raw, int unit, int fromByte, int fromUnit)
    {
        int at = fromByte;
        int count = fromUnit;
        while (count < unit)
        {
            byte b = raw[at];
            int length = b switch
            {
                (byte)'\\' => raw[at + 1] == 'u' ? 6 : 2,
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
            int units = b >= 0xF0 ? 2 : 1;
            if (count + units > unit)
                return at;
            count += units;
            at += length;
        }

        return at;
    }

    /// <summary>The unit that an escape at the beginning of <paramref name="raw"/> stands for.</summary>
    private static char DecodeEscape(ReadOnlySpan<byte> raw, out int length)
    {
        length = 2;
        switch (raw[1])
        {
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'u':
                length = 6;
                if (!Utf8Parser.TryParse(raw.Slice(2, 4), out ushort value, out _, 'X'))
                    throw new System.Text.Json.JsonException("a string has a broken escape");
                return (char)value;
            default: return (char)raw[1];
        }
    }

    private static int IndexOfUnsafe(ReadOnlySpan<char> text)
    {
        int stop = text.IndexOfAny(MustEscape);
        ReadOnlySpan<char> plain = stop < 0 ? text : text[..stop];
        int surrogate = plain.IndexOfAnyInRange('\ud800', '\udfff');
        while (surrogate >= 0)
        {
            if (!(char.IsHighSurrogate(plain[surrogate]) && surrogate + 1 < plain.Length && char.IsLowSurrogate(plain[surrogate + 1])))
                return surrogate;
            int next = plain[(surrogate + 2)..].IndexOfAnyInRange('\ud800', '\udfff');
            surrogate = next < 0 ? -1 : surrogate + 2 + next;
        }

        return stop;
    }

    private static void EncodeUnit(char unit, IBufferWriter<byte> output)
    {
        string escape = Escape(unit);
        int bytes = Encoding.ASCII.GetBytes(escape, output.GetSpan(escape.Length));
        output.Advance(bytes);
    }

    private static string Escape(char unit) => unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
    };
}
