using System.Globalization;

namespace Sluice.Inspection.Detection.Lettering;

/// <summary>
/// The one place that knows what characters look like in ASCII. Compatibility forms follow Unicode's own decompositions (NFKC); look-alikes of other scripts, small capitals and the
/// like are those that fonts draw alike. One look-up for each UTF-16 unit. Who reads letters for a purpose of his own takes what he needs of it: views take the entries,
/// <see cref="WordLetters"/> reads words, <see cref="BareLetters"/> compares texts, <see cref="Models.CharFold"/> is what the models were trained with.
/// </summary>
internal static class LetterTable
{
    /// <summary>The character stays as it is.</summary>
    public const ushort Same = 0;

    /// <summary>The character is not seen and goes.</summary>
    public const ushort Gone = 1;

    /// <summary>Set for letters of other scripts: they are look-alikes only among Latin letters.</summary>
    public const ushort Script = 0x100;

    /// <summary>Set for what is ordinary writing (accents, quotation marks): classifiers fold it, patterns do not.</summary>
    public const ushort Ordinary = 0x200;

    private const int Unit = 0xFF;

    private static readonly string[] Expanded = ["", "", "ff", "fi", "fl", "ffi", "ffl", "st", "...", "AE", "ae", "OE", "oe", "ss"];

    private static readonly ushort[] Table = Build();

    /// <summary>The entry of a unit of the basic plane.</summary>
    public static ushort Of(char unit) => Table[unit];

    /// <summary>The entry of a character beyond the basic plane.</summary>
    public static ushort Of(int character) => character switch
    {
        >= 0x1D400 and <= 0x1D6A3 => Letter((character - 0x1D400) % 52),
        >= 0x1D7CE and <= 0x1D7FF => (ushort)('0' + ((character - 0x1D7CE) % 10)),
        0x1D6A4 => 'i',
        0x1D6A5 => 'j',
        >= 0x1D6A8 and <= 0x1D7CB => Greek((character - 0x1D6A8) % 58),
        >= 0x1F110 and <= 0x1F129 => (ushort)('A' + character - 0x1F110),
        >= 0x1F130 and <= 0x1F149 => (ushort)('A' + character - 0x1F130),
        >= 0x1F150 and <= 0x1F169 => (ushort)('A' + character - 0x1F150),
        >= 0x1F170 and <= 0x1F189 => (ushort)('A' + character - 0x1F170),
        >= 0x1F1E6 and <= 0x1F1FF => (ushort)(('A' + character - 0x1F1E6) | Ordinary),
        >= 0x1FBF0 and <= 0x1FBF9 => (ushort)('0' + character - 0x1FBF0),
        >= 0xE0000 and <= 0xE01EF => Gone,
        >= 0x1D173 and <= 0x1D17A => Gone,
        _ => Same,
    };

    /// <summary>What an entry that is neither <see cref="Same"/> nor <see cref="Gone"/> is written as.</summary>
    public static ReadOnlySpan<char> Spelling(ushort entry, ref char one)
    {
        int unit = entry & Unit;
        if (unit < Expanded.Length)
            return Expanded[unit];
        one = (char)unit;
        return new ReadOnlySpan<char>(ref one);
    }

    /// <summary>
    /// A unit of the basic plane in lower case, without accents and width; <c>'\0'</c> for what is not seen. Both cases of a letter give the same. What stands for several characters
    /// stays one.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <param name="scripts">Letters of other scripts become the Latin ones that they look like.</param>
    public static char Small(char unit, bool scripts)
    {
        char lower = char.ToLowerInvariant(unit);
        ushort entry = Of(lower);
        if (entry == Gone)
            return '\0';
        return (entry & Unit) < Expanded.Length || ((entry & Script) != 0 && !scripts) ? lower : char.ToLowerInvariant((char)(entry & Unit));
    }

    private static ushort Letter(int index) => (ushort)(index < 26 ? 'A' + index : 'a' + index - 26);

    /// <summary>Mathematical Greek: the capitals, a sign, the small letters.</summary>
    private static ushort Greek(int index) => index switch
    {
        < 25 => (ushort)(Table[0x391 + index] & ~Script),
        >= 26 and < 51 => (ushort)(Table[0x3B1 + index - 26] & ~Script),
        _ => Same,
    };

    private static ushort[] Build()
    {
        ushort[] table = new ushort[char.MaxValue + 1];
        for (int unit = 0x80; unit < table.Length; unit++)
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue((char)unit);
            if (digit >= 0)
                table[unit] = (ushort)('0' + digit);
        }

        foreach ((int from, int to) in LetterForms.Gone)
            table.AsSpan(from, to - from + 1).Fill(Gone);
        foreach ((int from, string forms, ushort flag) in LetterForms.Rows)
        {
            for (int i = 0; i < forms.Length; i++)
            {
                if (forms[i] != '.')
                    table[from + i] = (ushort)(forms[i] | flag);
            }
        }

        foreach ((string from, string to, ushort flag) in LetterForms.Pairs)
        {
            for (int i = 0; i < from.Length; i++)
                table[from[i]] = (ushort)(to[i] | flag);
        }

        foreach ((char from, int form) in LetterForms.Longer)
            table[from] = (ushort)(form | Ordinary);
        return table;
    }
}
