using System.Text.Unicode;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>Tells files by their first bytes (the signatures that WHATWG's MIME Sniffing lists, and a few that providers take beside them).</summary>
internal static class MediaSignature
{
    private const int LongestCharacter = 4;

    public static MediaKind Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
            || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || head.StartsWith("GIF8"u8) || (head.StartsWith("BM"u8) && head.Length >= 10 && head[6..10].IndexOfAnyExcept((byte)0) < 0)
            || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || IsRiff(head, "WEBP"u8) || IsBrand(head, "heic"u8) || IsBrand(head, "avif"u8) || IsBrand(head, "mif1"u8))
        {
            return MediaKind.Image;
        }

        if (IsRiff(head, "WAVE"u8) || head.StartsWith("ID3"u8) || head.StartsWith("OggS"u8) || head.StartsWith("fLaC"u8) || IsBrand(head, "M4A "u8)
            || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0))
        {
            return MediaKind.Audio;
        }

        if (IsRiff(head, "AVI "u8) || head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || (head.Length > 8 && head[4..].StartsWith("ftyp"u8)))
            return MediaKind.Video;
        if (head.StartsWith("%PDF-"u8) || head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || head.StartsWith("{\\rtf"u8))
            return MediaKind.Document;
        return IsText(head) ? MediaKind.Text : MediaKind.Binary;
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith(form);

    /// <summary>ISO base media files say what they are behind <c>ftyp</c>.</summary>
    private static bool IsBrand(ReadOnlySpan<byte> head, ReadOnlySpan<byte> brand) => head.Length >= 12 && head[4..].StartsWith("ftyp"u8) && head[8..].StartsWith(brand);

    /// <summary>UTF-8 without control characters; its last character may be cut off.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (byte b in head)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C))
                return false;
        }

        for (int cut = 0; cut < LongestCharacter && cut < head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
                return true;
        }

        return head.IsEmpty;
    }
}
