using System.Buffers;
using System.Text;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>What an address carries besides saying where.</summary>
/// <param name="conversation">What was said, or null where nothing is kept.</param>
/// <param name="image">It is fetched without a click, so less is enough.</param>
internal readonly ref struct UrlCargo(Conversation? conversation, bool image)
{
    /// <summary>Shortest value that is looked at.</summary>
    private const int Shortest = 12;

    /// <summary>Longest value that is decoded.</summary>
    private const int Longest = 4_096;

    /// <summary>Values of one address that are looked at.</summary>
    private const int MostValues = 32;

    private readonly Conversation? _conversation = conversation;
    private readonly bool _image = image;

    /// <summary>0 for nothing, or the finding's score.</summary>
    public double ScoreOf(in UrlAddress address)
    {
        double score = 0;
        int left = MostValues;
        Values(address.Query, "&;#", inQuery: true, ref left, ref score);
        ReadOnlySpan<char> path = address.Path;
        int suffix = path.LastIndexOf('.');
        Values(suffix > path.LastIndexOf('/') ? path[..suffix] : path, "/", inQuery: false, ref left, ref score);
        if (address.Host.Kind == UrlHostKind.Name)
            Values(address.Name, ".", inQuery: false, ref left, ref score);
        return score;
    }

    private void Values(ReadOnlySpan<char> part, ReadOnlySpan<char> separators, bool inQuery, ref int left, ref double score)
    {
        while (!part.IsEmpty && left-- > 0 && score < 1)
        {
            int end = part.IndexOfAny(separators);
            ReadOnlySpan<char> value = end < 0 ? part : part[..end];
            part = end < 0 ? [] : part[(end + 1)..];
            int name = inQuery ? value.IndexOf('=') : -1;
            value = value[(name + 1)..];
            if (value.Length is >= Shortest and <= Longest)
                score = Math.Max(score, Value(value, inQuery));
        }
    }

    private double Value(ReadOnlySpan<char> written, bool inQuery)
    {
        char[] rented = ArrayPool<char>.Shared.Rent(written.Length);
        try
        {
            int length = Unescape(written, rented);
            ReadOnlySpan<char> value = rented.AsSpan(0, length);
            if (IsSaid(value, _image ? 16 : 40))
                return _image ? 1 : 0.9995;
            double encoded = Encoded(value);
            if (encoded > 0)
                return encoded;
            if (!inQuery)
                return value.Length >= 32 && _image && IsOpaque(value) && value.Length % 32 != 0 && value.Length % 40 != 0 ? 0.99 : 0;
            int words = 1 + value.Count(' ');
            if (words >= 4 && length >= (_image ? 24 : 120))
                return 0.99;
            return IsOpaque(value) && length >= (_image ? 40 : 160) ? 0.99 : 0;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Whether readable text comes out of base64 or hexadecimal.</summary>
    private double Encoded(ReadOnlySpan<char> value)
    {
        if (value.Length < 16)
            return 0;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(value.Length);
        char[] text = ArrayPool<char>.Shared.Rent(value.Length);
        try
        {
            int length = FromHex(value, bytes);
            if (length <= 0)
                length = FromBase64(value, bytes);
            if (length < 12 || !IsReadable(bytes.AsSpan(0, length)))
                return 0;
            int read = Encoding.UTF8.GetChars(bytes.AsSpan(0, length), text);
            return IsSaid(text.AsSpan(0, read), 12) ? 1 : _image ? 0.9995 : 0.99;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private bool IsSaid(ReadOnlySpan<char> value, int least)
    {
        value = value.Trim();
        if (_conversation is null || value.Length < least)
            return false;
        foreach (ConversationText said in _conversation.Texts)
        {
            if (said.Direction == Direction.Request && said.Text.AsSpan().Contains(value, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Takes percent signs and plus signs as what they stand for; what is not ASCII stays as it is written.</summary>
    private static int Unescape(ReadOnlySpan<char> written, Span<char> value)
    {
        int length = 0;
        for (int i = 0; i < written.Length; i++)
        {
            char c = written[i];
            if (c == '%' && i + 2 < written.Length && byte.TryParse(written.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte code) && code is >= 0x20 and < 0x7F)
            {
                c = (char)code;
                i += 2;
            }
            else if (c == '+')
            {
                c = ' ';
            }

            value[length++] = c;
        }

        return length;
    }

    private static int FromHex(ReadOnlySpan<char> value, Span<byte> bytes) =>
        value.Length % 2 == 0 && Convert.FromHexString(value, bytes, out _, out int length) == OperationStatus.Done ? length : 0;

    /// <summary>Both alphabets, with or without padding; plus signs were taken for spaces before.</summary>
    private static int FromBase64(ReadOnlySpan<char> value, Span<byte> bytes)
    {
        int length = 0;
        uint bits = 0;
        int held = 0;
        foreach (char c in value.TrimEnd('='))
        {
            int digit = c switch
            {
                >= 'A' and <= 'Z' => c - 'A',
                >= 'a' and <= 'z' => c - 'a' + 26,
                >= '0' and <= '9' => c - '0' + 52,
                '+' or '-' or ' ' => 62,
                '/' or '_' => 63,
                _ => -1,
            };
            if (digit < 0)
                return 0;
            bits = (bits << 6) | (uint)digit;
            held += 6;
            if (held < 8)
                continue;
            held -= 8;
            bytes[length++] = (byte)(bits >> held);
        }

        return length;
    }

    private static bool IsReadable(ReadOnlySpan<byte> bytes)
    {
        int letters = 0;
        foreach (byte b in bytes)
        {
            if (b is < 0x20 and not (9 or 10 or 13) or >= 0x7F)
                return false;
            letters += char.IsAsciiLetterLower((char)b) || b is (byte)' ' || char.IsAsciiDigit((char)b) ? 1 : 0;
        }

        return letters * 10 >= bytes.Length * 6;
    }

    /// <summary>Letters and digits without the rhythm of words: base64, hexadecimal, keys.</summary>
    private static bool IsOpaque(ReadOnlySpan<char> value)
    {
        int changes = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(value[i]) && value[i] is not ('-' or '_' or '=' or '/' or '+' or '.' or ' '))
                return false;
            changes += i > 0 && KindOf(value[i]) != KindOf(value[i - 1]) ? 1 : 0;
        }

        return changes * 4 >= value.Length;
    }

    private static int KindOf(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetterUpper(c) ? 1 : 2;
}
