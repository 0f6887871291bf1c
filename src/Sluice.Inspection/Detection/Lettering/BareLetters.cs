namespace Sluice.Inspection.Detection.Lettering;

/// <summary>
/// Letters and digits as they look, without case, marks or width: <c>É</c>, <c>ｅ</c>, <c>𝐞</c> and the Cyrillic <c>е</c> are all <c>e</c>. What is neither letter nor digit is nothing, so that
/// spaces between letters and characters that nobody sees make no difference.
/// </summary>
internal static class BareLetters
{
    /// <summary>Capitals that look otherwise than their small letters, and letters that stand for others only where everything is compared bare; each with what it is.</summary>
    private const string Own = "\u0397h\u039Dn\u03A5y\u0404e\u0454e\u04C0l\u04CFl";

    private static readonly char[] Table = BuildTable();

    /// <summary>What Cyrillic and Greek letters sound like; where more than one letter is needed, the others follow.</summary>
    private static readonly string[] Sounds = BuildSounds();

    /// <summary>The letter or digit that a unit looks like; the unit in lower case for scripts that look like nothing Latin; 0 for what is neither letter nor digit.</summary>
    public static char Of(char unit) => Table[unit];

    /// <summary>As above, for a character beyond the first plane; 0 for what looks like no letter or digit of ASCII.</summary>
    public static char Of(char high, char low)
    {
        ushort entry = LetterTable.Of(char.ConvertToUtf32(high, low));
        char one = default;
        return entry is not (LetterTable.Same or LetterTable.Gone) && LetterTable.Spelling(entry, ref one) is [var letter] && char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '\0';
    }

    /// <summary>Writes the letters and digits of <paramref name="text"/> as they look, and where each stands. Both must have room for all of the text; returns how many there are.</summary>
    public static int Squeeze(ReadOnlySpan<char> text, Span<char> letters, Span<int> places)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int at = i;
            char letter = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? Of(text[i], text[++i]) : Of(text[i]);
            if (letter == '\0')
                continue;
            letters[count] = letter;
            places[count++] = at;
        }

        return count;
    }

    /// <summary>The letters and digits of a text, as they look.</summary>
    public static string Squeeze(string text)
    {
        Span<char> letters = new char[text.Length];
        return letters[..Squeeze(text, letters, new int[text.Length])].ToString();
    }

    /// <summary>As <see cref="Squeeze(ReadOnlySpan{char}, Span{char}, Span{int})"/>, with Cyrillic and Greek letters as they sound. Needs room for four times the text.</summary>
    public static int SqueezeBySound(ReadOnlySpan<char> text, Span<char> letters, Span<int> places)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char lower = char.ToLowerInvariant(text[i]);
            string sound = lower is >= '\u0370' and < '\u0480' ? Sounds[lower - 0x370] : "";
            if (sound.Length == 0 && Of(text[i]) is var plain and not '\0')
            {
                letters[count] = plain;
                places[count++] = i;
            }

            foreach (char letter in sound)
            {
                letters[count] = letter;
                places[count++] = i;
            }
        }

        return count;
    }

    /// <summary>Whether a text has letters that sound otherwise than they look.</summary>
    public static bool HasSounds(ReadOnlySpan<char> text)
    {
        foreach (char unit in text)
        {
            if (unit is >= '\u0370' and < '\u0480')
                return true;
        }

        return false;
    }

    private static char[] BuildTable()
    {
        char[] table = new char[char.MaxValue + 1];
        for (int unit = 0; unit < table.Length; unit++)
        {
            char letter = LetterTable.Small((char)unit, scripts: true);
            table[unit] = char.IsLetterOrDigit(letter) ? letter : '\0';
        }

        for (int i = 0; i < Own.Length; i += 2)
            table[Own[i]] = Own[i + 1];
        return table;
    }

    private static string[] BuildSounds()
    {
        string[] sounds = new string[0x110];
        Array.Fill(sounds, "");
        string[] heard =
        [
            "аa", "бb", "вv", "гg", "дd", "еe", "ёe", "жzh", "зz", "иi", "йy", "кk", "лl", "мm", "нn", "оo", "пp", "рr", "сs", "тt", "уu", "фf", "хh", "цts", "чch", "шsh", "щsch", "ыy", "эe",
            "юyu", "яya", "іi", "їi", "єe", "ґg", "αa", "βv", "γg", "δd", "εe", "ζz", "ηi", "θth", "ιi", "κk", "λl", "μm", "νn", "ξx", "οo", "πp", "ρr", "σs", "ςs", "τt", "υy", "φf", "χch",
            "ψps", "ωo", "άa", "έe", "ήi", "ίi", "όo", "ύy", "ώo",
        ];
        foreach (string one in heard)
        {
            if (one[0] - 0x370 < sounds.Length)
                sounds[one[0] - 0x370] = one[1..];
        }

        return sounds;
    }
}
