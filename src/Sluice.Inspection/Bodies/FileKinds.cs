using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Inspection.Bodies;

/// <summary>What a file is, as far as guarding it goes.</summary>
internal enum FileKind : byte
{
    /// <summary>Too little of it is there to tell.</summary>
    Undecided,

    /// <summary>JSON documents, one a line.</summary>
    Lines,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Anything else.</summary>
    Binary,
}

/// <summary>Tells files apart by what they hold, as names and media types say what their sender likes.</summary>
internal static class FileKinds
{
    /// <summary>Bytes after which the beginning of a file says enough.</summary>
    public const int Enough = 512;

    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    /// <param name="bytes">The file, or its beginning.</param>
    /// <param name="isWhole">Nothing follows.</param>
    public static FileKind Of(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        ReadOnlySpan<byte> text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        int first = text.IndexOfAnyExcept(White);
        bool enough = isWhole || bytes.Length >= Enough;
        bool valid = IsText(bytes, isWhole);
        if (first >= 0 && text[first] == '{' && (valid || !isWhole))
            return FileKind.Lines;
        if (bytes.StartsWith("%PDF-"u8) || bytes.Contains((byte)0) || !valid)
            return FileKind.Binary;
        return enough ? FileKind.Text : FileKind.Undecided;
    }

    /// <summary>Whether these are valid UTF-8, or were if the last character's end came.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (Utf8.IsValid(bytes))
            return true;
        if (isWhole)
            return false;
        for (int cut = 1; cut <= 3 && cut <= bytes.Length; cut++)
        {
            if (Rune.DecodeFromUtf8(bytes[^cut..], out _, out _) == OperationStatus.NeedMoreData)
                return Utf8.IsValid(bytes[..^cut]);
        }

        return false;
    }
}
