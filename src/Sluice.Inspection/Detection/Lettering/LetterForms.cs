namespace Sluice.Inspection.Detection.Lettering;

/// <summary>The data of <see cref="LetterTable"/>, from the Unicode character database and from how fonts draw letters.</summary>
internal static class LetterForms
{
    /// <summary>
    /// Characters that are not seen, from and to: soft hyphen, joiners, fillers, direction marks, variation selectors, interlinear marks; and marks that stand on other characters.
    /// </summary>
    public static readonly (int From, int To)[] Gone =
    [
        (0xAD, 0xAD), (0x300, 0x36F), (0x483, 0x489), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20FF), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
        (0xFFF9, 0xFFFB),
    ];

    /// <summary>Runs of neighbours: the first, then the form of each; a dot stands for a character that stays.</summary>
    public static readonly (int From, string Forms, ushort Flag)[] Rows =
    [
        // Letters with marks, bars and hooks.
        (0xC0,
            "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUYP.aaaaaa.ceeeeiiiidnooooo.ouuuuypyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGg" +
            "HhHhIiIiIiIiIi..JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzsbBBb..OC" +
            "cDDDd.E.EFfG...IKkl.MNnOOo..Pp.....tTtTUu.VYyZz..............D..L..N.AaIiOoUuUuUuUuUueAaAa..GgGgKkOo" +
            "Oo..j.D.Gg..NnAa..OoAaAaEeEeIiIiOoOoRrRrUuUuSsTt..HhNd..ZzAaEeOoOoOoOoYylntj..ACcLTsz..BUVEeJj.qRrYy",
            LetterTable.Ordinary),
        (0x1E00,
            "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSs" +
            "SsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyasss..AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEe" +
            "IiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy....Yy",
            LetterTable.Ordinary),

        // Full-width forms.
        (0xFF01, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~", 0),

        // Enclosed and parenthesized.
        (0x2460, "123456789", 0), (0x2474, "123456789", 0), (0x249C, "abcdefghijklmnopqrstuvwxyz", 0), (0x24B6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0", 0),
        (0x24F5, "123456789", 0), (0x24FF, "0", 0), (0x2776, "123456789", 0), (0x2780, "123456789", 0), (0x278A, "123456789", 0),

        // Spaces.
        (0xA0, " ", 0), (0x1680, " ", 0), (0x2000, "           ", 0), (0x2028, "  ", 0), (0x202F, " ", 0), (0x205F, " ", 0), (0x3000, " ", 0), (0x2800, " ", 0),
    ];

    /// <summary>Characters, and each one's form at the same place.</summary>
    public static readonly (string From, string To, ushort Flag)[] Pairs =
    [
        // Superscripts and subscripts.
        (
            "\u02B0\u02B2\u02B3\u02B7\u02B8\u02E1\u02E2\u02E3\u1D2C\u1D2E\u1D30\u1D31\u1D33\u1D34\u1D35\u1D36\u1D37\u1D38\u1D39\u1D3A\u1D3C\u1D3E" +
            "\u1D3F\u1D40\u1D41\u1D42\u1D43\u1D47\u1D48\u1D49\u1D4D\u1D4F\u1D50\u1D52\u1D56\u1D57\u1D58\u1D5B\u1D62\u1D63\u1D64\u1D65\u1D9C\u1DA0" +
            "\u1DBB\u2070\u2071\u2074\u2075\u2076\u2077\u2078\u2079\u207A\u207C\u207D\u207E\u207F\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087" +
            "\u2088\u2089\u208A\u208C\u208D\u208E\u2090\u2091\u2092\u2093\u2095\u2096\u2097\u2098\u2099\u209A\u209B\u209C\u00B2\u00B3\u00B9",
            "hjrwylsxABDEGHIJKLMNOPRTUWabdegkmoptuviruvcfz0i456789+=()n0123456789+=()aeoxhklmnpst231", 0),
        // Letter-like symbols.
        (
            "\u2102\u210A\u210B\u210C\u210D\u210E\u2110\u2111\u2112\u2113\u2115\u2119\u211A\u211B\u211C\u211D\u2124\u2128\u212A\u212C\u212D\u212F" +
            "\u2130\u2131\u2133\u2134\u2139\u2145\u2146\u2147\u2148\u2149",
            "CgHHHhIILlNPQRRRZZKBCeEFMoiDdeij", 0),
        // Roman numerals of one letter.
        ("\u2160\u2164\u2169\u216C\u216D\u216E\u216F\u2170\u2174\u2179\u217C\u217D\u217E\u217F", "IVXLCDMivxlcdm", 0),
        // Small capitals and letters of phonetics.
        (
            "\u1D00\u0299\u1D04\u1D05\u1D07\uA730\u0262\u029C\u026A\u1D0A\u1D0B\u029F\u1D0D\u0274\u1D0F\u1D18\u0280\uA731\u1D1B\u1D1C\u1D20\u1D21" +
            "\u028F\u1D22\u0251\u0261\u0269\u0237\u028B\u026F",
            "abcdefghijklmnoprstuvwyzagijvw", 0),
        // Cyrillic.
        (
            "\u0410\u0412\u0415\u0405\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0417\u0430\u0435\u0455\u0456\u0458\u043E" +
            "\u0440\u0441\u0443\u0445\u04BB\u0501\u051B\u051D\u0475\u043A\u043C\u043D\u0442\u0432\u0433\u043F\u044C\u0451\u0457\u050C\u050D\u0461" +
            "\u0401\u0407\u04AE\u04AF\u04BA",
            "ABESIJKMHOPCTYX3aesijopcyxhdqwvkmhtbrnbeiGgwEIYyh", LetterTable.Script),
        // Greek.
        (
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03A3\u039B\u03B1\u03B2\u03B3\u03B5\u03B7\u03B9" +
            "\u03BA\u03BD\u03BF\u03C1\u03C4\u03C5\u03C7\u03C9\u03C3\u03F2\u03F3\u03AC\u03AD\u03AE\u03AF\u03CC\u03CD\u03CE\u03F9",
            "ABEZHIKMNOPTYXEAabyenikvoptuxwocjaenioywC", LetterTable.Script),
        // Armenian.
        ("\u0555\u054D\u054F\u053C\u0540\u0585\u057D\u0578\u0570\u0566\u0581\u0575\u056C\u0531", "OUSLHounhqgjlU", LetterTable.Script),
        // Cherokee.
        ("\u13AA\u13F4\u13DF\u13A0\u13AC\u13BB\u13AB\u13E6\u13DE\u13B7\u13BE\u13E2\u13D2\u13DA\u13A2\u13D9\u13B3\u13A9\u13C3\u13A1\u13C0", "ABCDEHJKLMOPRSTVWYZRG", LetterTable.Script),
        // Lisu.
        (
            "\uA4D0\uA4D1\uA4D2\uA4D3\uA4D4\uA4D6\uA4D7\uA4D9\uA4DA\uA4DC\uA4DD\uA4DF\uA4E0\uA4E1\uA4E2\uA4E3\uA4E6\uA4E7\uA4EA\uA4EB\uA4EC\uA4EE" +
            "\uA4F0\uA4F2\uA4F3\uA4F4",
            "BPdDTGKJCZFMNLSRVHWXYAEIOU", LetterTable.Script),
        // Hyphens and minus signs.
        ("\u2010\u2011\u2012\u2013\u2212\uFE63", "------", 0),
        // Other marks that stand for ASCII ones.
        ("\u2044\u2215\u2217\u2024\u2236\uFE55\u204E\u29F5\uFE68\uFF0E", "//*.::*\\\\.", 0),
        // Quotation marks and long dashes.
        ("\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2032\u2033\u2014\u2015\u00AB\u00BB", "''''\"\"\"\"'\"--\"\"", LetterTable.Ordinary),
    ];

    /// <summary>Characters that stand for several; the number is that of their spelling.</summary>
    public static readonly (char From, int Form)[] Longer =
    [
        ('\uFB00', 2), ('\uFB01', 3), ('\uFB02', 4), ('\uFB03', 5), ('\uFB04', 6), ('\uFB05', 7), ('\uFB06', 7), ('\u2026', 8),
        ('\u00C6', 9), ('\u00E6', 10), ('\u0152', 11), ('\u0153', 12), ('\u00DF', 13),
    ];
}
