using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>
/// What a character is to a <see cref="LexiconReader"/>: letters without case and accents, digits, and the few marks that mean something. Everything else separates words.
/// </summary>
internal static class Letters
{
    /// <summary>Separates words.</summary>
    public const char Separator = '\0';

    /// <summary>Ends a sentence where white space or nothing follows it.</summary>
    public const char Stop = '\u0001';

    /// <summary>Ends a sentence wherever it stands.</summary>
    public const char LineEnd = '\u0002';

    /// <summary>Belongs to the word that it stands in, and is not read: accents that stand for themselves, soft hyphens.</summary>
    public const char Silent = '\u0003';

    /// <summary>Joins commands; a word by itself.</summary>
    public const char Pipe = '\u0004';

    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    private static readonly char[] Table = BuildTable();

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

    private static char[] BuildTable()
    {
        var table = new char[0x10000];
        for (var i = 0x180; i < table.Length; i++)
            table[i] = FoldWide((char)i);
        for (var c = (char)0; c < 0x180; c++)
        {
            if (char.IsAsciiLetterOrDigit(c))
                table[c] = char.ToLowerInvariant(c);
            else if (c is '.' or '!' or '?')
                table[c] = Stop;
            else if (c is '\n' or '\r')
                table[c] = LineEnd;
            else if (c == '|')
                table[c] = Pipe;
            else if (c == '\u00AD')
                table[c] = Silent;
            else if (c >= 0x80 && char.IsLetter(c))
                table[c] = Base(char.ToLowerInvariant(c));
        }

        return table;
    }

    private static char Base(char lower)
    {
        var at = Accented.IndexOf(lower, StringComparison.Ordinal);
        return at < 0 ? lower : Plain[at];
    }

    private static char FoldWide(char c)
    {
        if (c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF')
            return c;
        if (c is '\u3002' or '\uFF01' or '\uFF1F' or '\u0964')
            return LineEnd;
        if (c is >= '\u0300' and <= '\u036F')
            return Silent;
        return c switch
        {
            'ș' or 'Ș' => 's',
            'ț' or 'Ț' => 't',
            'ё' or 'Ё' => 'е',
            >= 'Ạ' and <= 'ỹ' => Vietnamese(c),
            _ => char.IsLetter(c) ? char.ToLowerInvariant(c) : char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark ? Silent : Separator,
        };
    }

    /// <summary>The base letters of U+1EA0 to U+1EF9, in the order of the block.</summary>
    private static char Vietnamese(char c) => c switch
    {
        <= 'ặ' => 'a',
        <= 'ệ' => 'e',
        <= 'ị' => 'i',
        <= 'ợ' => 'o',
        <= 'ự' => 'u',
        _ => 'y',
    };
}
