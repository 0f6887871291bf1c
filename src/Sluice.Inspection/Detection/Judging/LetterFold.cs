namespace Sluice.Inspection.Detection.Judging;

/// <summary>
/// Letters and digits as they look, without case, marks or width: <c>É</c>, <c>ｅ</c>, <c>𝐞</c> and the Cyrillic <c>е</c> are all <c>e</c>. What is neither letter nor digit is nothing, so that
/// spaces between letters and characters that nobody sees make no difference.
/// </summary>
internal static class LetterFold
{
    private const int TableLength = 0x2500;

    private static readonly char[] Table = BuildTable();

    /// <summary>What Cyrillic and Greek letters sound like; where more than one letter is needed, the others follow.</summary>
    private static readonly string[] Sounds = BuildSounds();

    /// <summary>The letter or digit that a unit looks like; the unit in lower case for scripts that look like nothing Latin; 0 for what is neither letter nor digit.</summary>
    public static char Of(char unit)
    {
        if (unit < TableLength)
            return Table[unit];
        if (unit is >= '\uFF10' and <= '\uFF5A')
            return Table[unit - 0xFEE0];
        return char.IsLetterOrDigit(unit) ? char.ToLowerInvariant(unit) : '\0';
    }

    /// <summary>As above, for a character beyond the first plane: mathematical letters are letters.</summary>
    public static char Of(char high, char low)
    {
        int code = char.ConvertToUtf32(high, low);
        if (code is >= 0x1D400 and <= 0x1D6A3)
            return (char)('a' + ((code - 0x1D400) % 26));
        if (code is >= 0x1D7CE and <= 0x1D7FF)
            return (char)('0' + ((code - 0x1D7CE) % 10));
        return code is >= 0x1F130 and <= 0x1F149 ? (char)('a' + (code - 0x1F130)) : '\0';
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
        char[] table = new char[TableLength];
        for (int i = 0; i < table.Length; i++)
            table[i] = char.IsLetterOrDigit((char)i) ? char.ToLowerInvariant((char)i) : '\0';
        string[] alike =
        [
            "aàáâãäåāăąǎǟǡǻȁȃȧаαɑᴀ", "bвβʙ", "cçćĉċčсϲᴄ", "dďđԁᴅ", "eèéêëēĕėęěȅȇеёєεᴇ", "fƒ", "gĝğġģǧǵɡ", "hĥħһнʜ", "iìíîïĩīĭįıǐіїιɪ", "jĵјᴊ", "kķĸкκᴋ",
            "lĺļľŀłӏʟ", "mмᴍ", "nñńņňŉŋηɴ", "oòóôõöøōŏőǒǫοоσᴏ", "pрρᴘ", "qԛ", "rŕŗřгʀ", "sśŝşšșѕꜱ", "tţťŧțтτᴛ", "uùúûüũūŭůűųǔυᴜ", "vνѵᴠ", "wŵԝωᴡ", "xхχ", "yýÿŷуγʏ", "zźżžᴢ",
        ];
        foreach (string letters in alike)
        {
            foreach (char letter in letters)
            {
                foreach (char unit in (ReadOnlySpan<char>)[letter, char.ToUpperInvariant(letter)])
                {
                    if (unit is >= '\u0080' and < (char)TableLength)
                        table[unit] = letters[0];
                }
            }
        }

        foreach (string capital in (ReadOnlySpan<string>)["Ηh", "Νn", "Υy"])
            table[capital[0]] = capital[1]; // these look otherwise than their lower case
        for (int i = 0; i < 26; i++)
            table[0x24B6 + i] = table[0x24D0 + i] = (char)('a' + i);
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
