using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Models;

/// <summary>
/// What the models see of a character: <see cref="LetterTable"/> as far as it went when they were trained, and all digits alike. Part of every model: what differs from the table
/// stays so until all of them are trained again.
/// </summary>
internal static class CharFold
{
    /// <summary>The character is not there.</summary>
    public const char Dropped = '\0';

    /// <summary>Units, each with what it is to the models and not in the table.</summary>
    private const string Own = "\u00C6a\u00DFs\u00E6a\u0132i\u0133i\u0152o\u0153o";

    /// <summary>First and last of the units that the models were trained without a look at the table: they see them in lower case.</summary>
    private const string Unlearned =
        "\u00B2\u00B9\u0149\u0149\u0180\u024F\u0262\u02E3\u037F\u038F\u0393\u0393\u03A3\u03A3\u03A9\u03AF\u03B3\u03B3\u03C3\u03C3\u03C9\u0401\u0407\u0407" +
        "\u0413\u0413\u041F\u041F\u042C\u042C\u0433\u0433\u043F\u043F\u044C\u0451\u0457\u0457\u0460\u04AF\u050C\u0585\u17B4\u17B5\u180B\u180D\u180F\u180F" +
        "\u1D00\u1DBB\u1E9C\u1E9D\u1EFE\u1EFF\u2015\u2015\u201A\u201B\u201F\u2024\u2032\u204E\u2070\u209C\u2102\u217F\u2215\u2236\u2460\u24B5\u24EA\u24FF" +
        "\u2776\u2792\u2800\u2800\u29F5\u29F5\u2C7E\u2C7F\uA4D0\uA4F4\uA730\uA731\uA7AE\uA7AE\uFE55\uFE68\uFFA0\uFFA0\uFFF9\uFFFB";

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
            table[c] = Seen((char)c, LetterTable.Small((char)c, scripts: true));
        for (var i = 0; i < Unlearned.Length; i += 2)
        {
            for (int c = Unlearned[i]; c <= Unlearned[i + 1]; c++)
                table[c] = Seen((char)c, char.ToLowerInvariant((char)c));
        }

        for (var i = 0; i < Own.Length; i += 2)
            table[Own[i]] = Own[i + 1];
        return table;
    }

    private static char Seen(char c, char folded) => folded switch
    {
        '\0' when c != '\0' => Dropped,
        < ' ' or '\x7F' => ' ',
        _ when char.IsWhiteSpace(folded) => ' ',
        _ when char.IsDigit(folded) => '0',
        _ => folded,
    };

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
