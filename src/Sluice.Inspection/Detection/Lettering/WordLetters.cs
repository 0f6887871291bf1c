using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Detection.Lettering;

/// <summary>
/// What a character is to who reads words of a lexicon: letters and digits without case, accents and width, each in its own script, and the few marks that mean something. Everything
/// else separates words.
/// </summary>
internal static class WordLetters
{
    /// <summary>Separates words.</summary>
    public const char Separator = '\0';

    /// <summary>Ends a sentence where white space or nothing follows it.</summary>
    public const char Stop = '\u0001';

    /// <summary>Ends a sentence wherever it stands.</summary>
    public const char LineEnd = '\u0002';

    /// <summary>Belongs to the word that it stands in, and is not read: accents that stand for themselves, what is not seen.</summary>
    public const char Silent = '\u0003';

    /// <summary>Joins commands; a word by itself.</summary>
    public const char Pipe = '\u0004';

    private static readonly char[] Table = [.. Enumerable.Range(0, 0x10000).Select(c => Read((char)c))];

    /// <summary>The folded character of every unit: a letter or digit of a word (at least <c>'0'</c>), a mark that is a word of its own, or one of the constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Table), c);

    /// <summary>Whether a folded character is part of a word of several characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOfWord(char folded) => folded >= '0' && !IsIdeograph(folded);

    /// <summary>Whether a folded character is a word by itself: the pipe, which commands are joined with, and the characters of scripts that do not separate words.</summary>
    public static bool IsWord(char folded) => folded == Pipe || IsIdeograph(folded);

    /// <summary>Whether no word begins here.</summary>
    public static bool IsNoWord(char folded) => folded < '0' && folded != Pipe;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIdeograph(char folded) => (uint)(folded - 0x3040) <= 0x9FFF - 0x3040;

    private static char Read(char c) => c switch
    {
        '.' or '!' or '?' => Stop,
        '\n' or '\r' or '\u3002' or '\uFF01' or '\uFF1F' or '\u0964' => LineEnd,
        '|' => Pipe,
        >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' => c,
        '\u0451' or '\u0401' => '\u0435', // Russian yo is often written without its dots.
        _ => LetterTable.Small(c, scripts: false) switch
        {
            '\0' => c == '\0' ? Separator : Silent,
            var letter when char.IsLetter(letter) || char.IsAsciiDigit(letter) => letter,
            _ => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? Silent : Separator,
        },
    };
}
