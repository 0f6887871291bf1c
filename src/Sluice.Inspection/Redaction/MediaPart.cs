using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// A string that holds a file: a data URI (RFC 2397), or, where a document is expected, base64 (RFC 4648, either alphabet). What it is its first bytes say, whatever its
/// neighbours declare.
/// </summary>
/// <param name="Kind">What the bytes are; <see cref="MediaKind.Text"/> is decoded and scanned.</param>
/// <param name="Start">Where the payload begins in the string, in units.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="IsBase64">The payload is base64; else it is percent-encoded.</param>
internal readonly record struct MediaPart(MediaKind Kind, int Start, int Bytes, bool IsBase64)
{
    /// <summary>Shorter strings of letters and digits are words and ids.</summary>
    private const int LeastBare = 24;

    private const int HeadUnits = 512;

    /// <summary>What a picture of common size costs, some 1,000 tokens, in characters of text.</summary>
    private const int FileLength = 4_000;

    private static readonly SearchValues<byte> Base64Bytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\\"u8);

    private static readonly SearchValues<char> Base64Units = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");

    /// <summary>Finds out whether a string holds a file.</summary>
    /// <param name="text">The string, decoded.</param>
    /// <param name="isDocument">A file is expected here, so that bare base64 counts.</param>
    /// <param name="part">The file.</param>
    public static bool TryFind(ReadOnlySpan<char> text, bool isDocument, out MediaPart part)
    {
        part = default;
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return TryDataUri(text, out part);
        if (!isDocument || text.Length < LeastBare || text.ContainsAnyExcept(Base64Units))
            return false;
        part = OfBase64(text, 0);
        return part.Kind != MediaKind.Binary || text.Length >= HeadUnits;
    }

    /// <summary>
    /// The length that a string counts for where its tokens are estimated: a file is no text, and providers charge what it shows. A guess from its first bytes, as nothing depends on it but
    /// what is set aside until the provider has counted.
    /// </summary>
    public static int TextLength(ReadOnlySpan<byte> raw) =>
        raw.Length > FileLength && (raw.StartsWith("data:"u8) || !raw[..HeadUnits].ContainsAnyExcept(Base64Bytes)) ? FileLength : raw.Length;

    /// <summary>The text of a part that is one.</summary>
    public string Decode(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> payload = text[Start..];
        if (!IsBase64)
            return Uri.UnescapeDataString(payload);
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(payload.Length) + 3];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, DecodeBase64(payload, bytes)));
    }

    /// <summary>Another text as the payload of this part.</summary>
    public string Encode(ReadOnlySpan<char> text)
    {
        if (!IsBase64)
            return Uri.EscapeDataString(text);
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return Convert.ToBase64String(bytes);
    }

    private static bool TryDataUri(ReadOnlySpan<char> text, out MediaPart part)
    {
        part = default;
        int comma = text.IndexOf(',');
        if (comma < 0)
            return false;
        if (!text[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            part = new MediaPart(MediaKind.Text, comma + 1, text.Length - comma - 1, IsBase64: false);
            return true;
        }

        // What is not base64 from end to end is no file, or has more behind it than one: it is scanned as it stands.
        if (text[(comma + 1)..].ContainsAnyExcept(Base64Units))
            return false;
        part = OfBase64(text, comma + 1);
        return true;
    }

    private static MediaPart OfBase64(ReadOnlySpan<char> text, int start)
    {
        ReadOnlySpan<char> payload = text[start..];
        int bytes = payload.TrimEnd('=').Length * 3 / 4;
        Span<byte> head = stackalloc byte[HeadUnits];
        int decoded = DecodeBase64(payload[..Math.Min(payload.Length, HeadUnits)], head);
        MediaKind kind = MediaSignature.Of(head[..decoded]);
        if (kind == MediaKind.Text && payload.Length > HeadUnits)
            kind = IsText(payload) ? MediaKind.Text : MediaKind.Binary;
        return new MediaPart(kind, start, bytes, IsBase64: true);
    }

    private static bool IsText(ReadOnlySpan<char> payload)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(payload.Length);
        try
        {
            return Utf8.IsValid(bytes.AsSpan(0, DecodeBase64(payload, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Decodes as much as is base64, in either alphabet, padded or not.</summary>
    private static int DecodeBase64(ReadOnlySpan<char> payload, Span<byte> bytes)
    {
        int at = 0;
        int bits = 0;
        int held = 0;
        foreach (char unit in payload)
        {
            int value = unit switch
            {
                >= 'A' and <= 'Z' => unit - 'A',
                >= 'a' and <= 'z' => unit - 'a' + 26,
                >= '0' and <= '9' => unit - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                _ => -1,
            };
            if (value < 0)
                continue;
            bits = ((bits << 6) | value) & 0xFFFFFF;
            held += 6;
            if (held < 8)
                continue;
            held -= 8;
            bytes[at++] = (byte)(bits >> held);
        }

        return at;
    }
}
