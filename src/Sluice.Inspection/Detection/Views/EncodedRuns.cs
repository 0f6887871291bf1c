using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Finds the runs of one text that hold another text in base64, base64url or hexadecimal, and reads them: UTF-8, UTF-16 (as PowerShell wants its commands) or gzip of UTF-8.
/// A run that decodes to anything but text is left alone. Reused; not thread-safe.
/// </summary>
internal sealed class EncodedRuns : IDisposable
{
    /// <summary>A line of an encoded text that goes on in the next is at least this long (PEM: 64, MIME: 76).</summary>
    private const int LongLine = 60;

    /// <summary>Places within one run at which reading it is tried.</summary>
    private const int Attempts = 6;

    /// <summary>Units by which a run has to show that it is text.</summary>
    private const int Sample = 64;

    private const int FewestBytes = 6;

    /// <summary>Units from which on a decoded text is one by its length.</summary>
    private const int LongText = 24;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly PooledBuffer<byte> _bytes = new(1024);
    private readonly ViewText _raw = new();
    private ViewText _source = null!;
    private int _at;

    public void Begin(ViewText source) => (_source, _at) = (source, 0);

    /// <summary>Reads the next run that holds a text into <paramref name="target"/>, of at most <paramref name="room"/> units; false where there is none.</summary>
    public bool Next(ViewText target, int room)
    {
        while (true)
        {
            ReadOnlySpan<char> text = _source.Text;
            int start = PlainTest.FindRun(text, _at);
            if (start < 0)
                return false;
            int line = EndOfRun(text, start);
            int end = EndOfLines(text, start, line);
            bool read = Read(text, start, end, target, room);
            if (!read && end > line)
                read = Read(text, start, end = line, target, room);
            _at = end;
            if (read)
                return true;
        }
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _raw.Dispose();
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && PlainTest.IsRunUnit(text[at]))
            at++;
        return at;
    }

    private static int EndOfLines(ReadOnlySpan<char> text, int start, int end)
    {
        while (end - start >= LongLine && end < text.Length)
        {
            int next = end + (text[end] == '\r' ? 1 : 0);
            if (next + 1 >= text.Length || text[next] != '\n' || !PlainTest.IsRunUnit(text[next + 1]))
                break;
            start = next + 1;
            end = EndOfRun(text, start);
        }

        return end;
    }

    /// <summary>Tries the run from its beginning, then from behind signs that may have stood before it: <c>data=</c>, <c>path/</c>.</summary>
    private bool Read(ReadOnlySpan<char> text, int start, int end, ViewText target, int room)
    {
        for (int attempt = 0; attempt < Attempts && end - start >= PlainTest.MinRun; attempt++)
        {
            ReadOnlySpan<char> run = text[start..end];
            if ((DecodeHex(run, room) || DecodeBase64(run, room)) && ToText(start, end, target, room))
                return true;
            int sign = run.IndexOfAny("=/-_+");
            if (sign < 0)
                return false;
            start += sign + 1;
        }

        return false;
    }

    private bool DecodeHex(ReadOnlySpan<char> run, int room)
    {
        if (run.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            run = run[2..];
        if (run.Length % 2 != 0 || run.Length / 2 > room || !char.IsAsciiHexDigit(run[0]) || run.ContainsAnyExcept(HexDigits))
            return false;
        _bytes.Clear();
        Span<byte> bytes = _bytes.GetSpan(run.Length / 2);
        Convert.FromHexString(run, bytes, out _, out int written);
        _bytes.Advance(written);
        return MayBeText(_bytes.Span);
    }

    private bool DecodeBase64(ReadOnlySpan<char> run, int room)
    {
        if (run.Length / 4 * 3 > room)
            return false;
        _bytes.Clear();
        Span<byte> bytes = _bytes.GetSpan((run.Length / 4 * 3) + 3);
        int written = 0;
        int bits = 0;
        int units = 0;
        for (int i = 0; i < run.Length; i++)
        {
            if (run[i] is '\r' or '\n')
                continue;
            int value = Value(run[i]);
            if (value < 0)
            {
                if (run[i..].ContainsAnyExcept('=', '\r', '\n'))
                    return false;
                break;
            }

            bits = (bits << 6) | value;
            units++;
            if (units % 4 == 0)
            {
                bytes[written++] = (byte)(bits >> 16);
                bytes[written++] = (byte)(bits >> 8);
                bytes[written++] = (byte)bits;
                if (units == Sample && !MayBeText(bytes[..written]))
                    return false;
            }
        }

        if (units % 4 == 1)
            return false;
        if (units % 4 >= 2)
            bytes[written++] = (byte)(bits >> ((units % 4 * 6) - 8));
        if (units % 4 == 3)
            bytes[written++] = (byte)(bits >> 2);
        _bytes.Advance(written);
        return MayBeText(_bytes.Span);
    }

    /// <summary>The value of a unit in base64 or base64url, or -1.</summary>
    private static int Value(char unit) => unit switch
    {
        >= 'A' and <= 'Z' => unit - 'A',
        >= 'a' and <= 'z' => unit - 'a' + 26,
        >= '0' and <= '9' => unit - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]);

    private static bool IsWide(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 * FewestBytes && bytes[1] == 0 && bytes[3] == 0 && bytes[5] == 0 && bytes[0] != 0;

    private static bool MayBeText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FewestBytes)
            return false;
        return IsGzip(bytes) || IsWide(bytes) || !HasControls(bytes[..Math.Min(bytes.Length, Sample)]);
    }

    private static bool HasControls(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F)
                return true;
        }

        return false;
    }

    /// <summary>Makes a text of the bytes, if they are one, and folds it.</summary>
    private bool ToText(int start, int end, ViewText target, int room)
    {
        if (IsGzip(_bytes.Span) && !Unpack(room))
            return false;
        ReadOnlySpan<byte> bytes = _bytes.Span;
        (int from, int to) = (_source.StartOf(start), _source.EndOf(end - 1));
        _raw.Begin(ViewKind.Decoded, _source.Depth + 1, from, to);
        if (IsWide(bytes))
        {
            for (int i = 0; i + 1 < bytes.Length; i += 2)
                _raw.Add((char)(bytes[i] | (bytes[i + 1] << 8)), from, to);
        }
        else if (HasControls(bytes) || !Utf8.IsValid(bytes))
        {
            return false;
        }
        else
        {
            Span<char> pair = stackalloc char[2];
            for (int at = 0; at < bytes.Length;)
            {
                Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int used);
                int units = rune.EncodeToUtf16(pair);
                for (int i = 0; i < units; i++)
                    _raw.Add(pair[i], from, to);
                at += used;
            }
        }

        target.Begin(ViewKind.Decoded, _source.Depth + 1, from, to);
        Folding.Fold(_raw, target);
        return target.Length >= LongText || IsOrdinary(target.Text);
    }

    /// <summary>Few bytes are printable by chance; of four in five of them being letters, digits or spaces that cannot be said.</summary>
    private static bool IsOrdinary(ReadOnlySpan<char> text)
    {
        int ordinary = 0;
        foreach (char unit in text)
            ordinary += char.IsLetterOrDigit(unit) || unit == ' ' ? 1 : 0;
        return text.Length >= FewestBytes && ordinary * 5 >= text.Length * 4;
    }

    private bool Unpack(int room)
    {
        byte[] packed = _bytes.Span.ToArray();
        _bytes.Clear();
        try
        {
            using GZipStream unpacked = new(new MemoryStream(packed), CompressionMode.Decompress);
            while (_bytes.Length < room)
            {
                int read = unpacked.Read(_bytes.GetSpan(Math.Min(4096, room - _bytes.Length)));
                if (read == 0)
                    return _bytes.Length >= FewestBytes;
                _bytes.Advance(read);
            }
        }
        catch (InvalidDataException)
        {
            // Not gzip after all, or cut off: what came out so far may still be text.
            return _bytes.Length >= FewestBytes;
        }

        return true;
    }
}
