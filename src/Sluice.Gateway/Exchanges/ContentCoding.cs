using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Sluice.Gateway.Exchanges;

/// <summary>The content codings (RFC 9110, 8.4.1) that the gate reads.</summary>
internal enum ContentCoding : byte
{
    Identity,
    Gzip,
    Deflate,
    Brotli,

    /// <summary>Any other, or several on top of each other: what cannot be read is not passed.</summary>
    Unreadable,
}

/// <summary>Names and decoders of content codings.</summary>
internal static class ContentCodings
{
    /// <summary>
    /// Makes a compressed body that breaks off an error instead of a short body. Read by the runtime once, when its first decoder is made;
    /// programs that may have made one before set it in their project file.
    /// </summary>
    static ContentCodings() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);

    /// <summary>What decoders throw at a body that is not in their coding, or breaks off.</summary>
    public static bool IsCorruption(Exception exception) => exception is InvalidDataException or IOException or InvalidOperationException and not ObjectDisposedException;

    public static ContentCoding Parse(StringValues header)
    {
        if (header.Count == 0)
            return ContentCoding.Identity;
        return header.Count == 1 ? Parse(header[0]) : ContentCoding.Unreadable;
    }

    public static ContentCoding Parse(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        if (name.IsEmpty || name.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return ContentCoding.Identity;
        if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            return ContentCoding.Gzip;
        if (name.Equals("deflate", StringComparison.OrdinalIgnoreCase))
            return ContentCoding.Deflate;
        return name.Equals("br", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Brotli : ContentCoding.Unreadable;
    }

    /// <summary>Decompresses while reading; disposing it disposes <paramref name="source"/>.</summary>
    public static Stream Decoder(ContentCoding coding, Stream source) => coding switch
    {
        ContentCoding.Gzip => new GZipStream(source, CompressionMode.Decompress),
        ContentCoding.Deflate => new ZLibStream(source, CompressionMode.Decompress),
        ContentCoding.Brotli => new BrotliStream(source, CompressionMode.Decompress),
        ContentCoding.Identity => source,
        _ => throw new ArgumentOutOfRangeException(nameof(coding)),
    };
}
