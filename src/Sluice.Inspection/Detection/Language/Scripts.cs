namespace Sluice.Inspection.Detection.Language;

/// <summary>Which script a letter belongs to, as far as languages are told apart by it.</summary>
internal static class Scripts
{
    /// <summary>Latin, and the letters of no other script here.</summary>
    public const int Latin = 0;
    public const int Cyrillic = 1;
    public const int Arabic = 2;
    public const int Devanagari = 3;
    public const int Han = 4;
    public const int Kana = 5;

    /// <summary>The first of the scripts that stand for one language each.</summary>
    public const int FirstOfOne = 6;

    private static readonly (char First, char Last, string Language)[] OfOne =
    [
        ('\u0370', '\u03FF', "el"), ('\u0530', '\u058F', "hy"), ('\u0590', '\u05FF', "he"), ('\u0980', '\u09FF', "bn"), ('\u0A00', '\u0A7F', "pa"), ('\u0A80', '\u0AFF', "gu"),
        ('\u0B80', '\u0BFF', "ta"), ('\u0C00', '\u0C7F', "te"), ('\u0C80', '\u0CFF', "kn"), ('\u0D00', '\u0D7F', "ml"), ('\u0D80', '\u0DFF', "si"), ('\u0E00', '\u0E7F', "th"),
        ('\u0E80', '\u0EFF', "lo"), ('\u1000', '\u109F', "my"), ('\u10A0', '\u10FF', "ka"), ('\u1200', '\u137F', "am"), ('\u1780', '\u17FF', "km"), ('\uAC00', '\uD7AF', "ko"),
    ];

    public static int Count => FirstOfOne + OfOne.Length;

    /// <summary>The language of a script that stands for one.</summary>
    public static string LanguageOf(int script) => OfOne[script - FirstOfOne].Language;

    /// <summary>The languages that have a script to themselves.</summary>
    public static IEnumerable<string> Languages => OfOne.Select(s => s.Language);

    /// <summary>The script of a letter.</summary>
    public static int Of(char c)
    {
        if (c < '\u0370')
            return Latin;
        if (c is >= '\u0400' and <= '\u052F')
            return Cyrillic;
        if (c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF')
            return Han;
        if (c is >= '\u3040' and <= '\u30FF')
            return Kana;
        if (c is >= '\u0600' and <= '\u06FF' or >= '\u0750' and <= '\u077F')
            return Arabic;
        if (c is >= '\u0900' and <= '\u097F')
            return Devanagari;
        for (var i = 0; i < OfOne.Length; i++)
        {
            if (c >= OfOne[i].First && c <= OfOne[i].Last)
                return FirstOfOne + i;
        }

        return Latin;
    }
}
