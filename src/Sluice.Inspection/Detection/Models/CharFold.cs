namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// What the models see of a character: case, width and diacritics are gone, look-alikes of Latin letters are the letters, what cannot be seen is dropped, digits are all alike.
/// Training folds the same way, so scripts whose letters look Latin lose nothing by it.
/// </summary>
internal static class CharFold
{
    /// <summary>The character is not there.</summary>
    public const char Dropped = '\0';

    private const string Latin1AndA =
        "aaaaaaaceeeeiiiidnooooo.ouuuuypsaaaaaaaceeeeiiiidnooooo.ouuuuypyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll" +
        "nnnnnn.nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas" +
        "....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    private const string LookAlikes = "аaеeоoрpсcхxуyіiјjѕsԁdһhкkмmтtнhвbαaεeιiοoρpυuνvκkτtχxηnβbɡgɑaıi‘'’'“\"”\"„\"«\"»\"‐-‑-‒-–-—-−-";

    /// <summary>For each UTF-16 unit what it becomes.</summary>
    private static readonly char[] Folded = Build();

    /// <summary>For each unit after folding what it is.</summary>
    private static readonly CharKind[] Kinds = [.. Enumerable.Range(0, 0x10000).Select(c => KindOf((char)c))];

    /// <summary>Both tables at once; the spans' length is 65,536, so that a unit is always inside.</summary>
    public static void Tables(out ReadOnlySpan<char> folded, out ReadOnlySpan<CharKind> kinds)
    {
        folded = Folded;
        kinds = Kinds;
    }

    public static char Of(char c) => Folded[c];

    public static CharKind Kind(char folded) => Kinds[folded];

    private static char[] Build()
    {
        var table = new char[0x10000];
        for (var c = 0; c < table.Length; c++)
            table[c] = Plain((char)c);
        Lay(table, Latin1AndA, 0xC0);
        Lay(table, LatinAdditional, 0x1E00);
        for (var i = 0; i < LookAlikes.Length; i += 2)
        {
            table[LookAlikes[i]] = LookAlikes[i + 1];
            table[char.ToUpperInvariant(LookAlikes[i])] = LookAlikes[i + 1];
        }

        return table;
    }

    private static void Lay(char[] table, string letters, int from)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] != '.')
                table[from + i] = letters[i];
        }
    }

    private static char Plain(char c) => c switch
    {
        < ' ' or '\x7F' => ' ',
        >= '0' and <= '9' => '0',
        < '\x80' => char.ToLowerInvariant(c),
        '\u3000' or '\u2028' or '\u2029' => ' ',
        >= '\uFF01' and <= '\uFF5E' => Plain((char)(c - 0xFEE0)),
        >= '\u24B6' and <= '\u24CF' => (char)(c - 0x24B6 + 'a'),
        >= '\u24D0' and <= '\u24E9' => (char)(c - 0x24D0 + 'a'),
        _ when IsUnseen(c) => Dropped,
        _ when char.IsWhiteSpace(c) => ' ',
        _ when char.IsDigit(c) => '0',
        _ => char.ToLowerInvariant(c),
    };

    private static bool IsUnseen(char c) => c
        is '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u180E' or '\uFEFF' or '\u3164'
        or (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF')
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or (>= '\uFE00' and <= '\uFE0F')
        or (>= '\uFE20' and <= '\uFE2F');

    private static CharKind KindOf(char c) => c switch
    {
        ' ' => CharKind.Space,
        >= '\u3040' and <= '\u309F' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' => CharKind.Ideograph,
        _ when char.IsLetterOrDigit(c) || c == '_' => CharKind.Letter,
        _ when char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark => CharKind.Letter,
        _ => CharKind.Sign,
    };
}

/// <summary>What a folded character does to words.</summary>
internal enum CharKind : byte
{
    /// <summary>Ends everything.</summary>
    Space,

    /// <summary>Ends a word, not a run of characters.</summary>
    Sign,

    /// <summary>Part of a word.</summary>
    Letter,

    /// <summary>A word by itself: such scripts put no spaces.</summary>
    Ideograph,
}
