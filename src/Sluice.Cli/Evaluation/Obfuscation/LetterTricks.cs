using System.Text;

namespace Sluice.Cli.Evaluation.Obfuscation;

/// <summary>Rewritings of single letters: what a measurement hides texts with. Of its own on purpose: taken from the tables of the gate it would only try what the gate undoes.</summary>
internal static class LetterTricks
{
    /// <summary>Zero-width space, non-joiner, joiner, word joiner, soft hyphen, byte order mark.</summary>
    private const string Invisible = "\u200B\u200C\u200D\u2060\u00AD\uFEFF";

    /// <summary>Combining grave, acute, circumflex, tilde, diaeresis, dot below.</summary>
    private const string Marks = "\u0300\u0301\u0302\u0303\u0308\u0323";

    /// <summary>Latin letters and their Cyrillic and Greek look-alikes.</summary>
    private const string Latin = "aceiopsxyABCEHIKMNOPTXYZ";

    private const string LookAlike = "асеіорѕхуАВСЕНІКМΝОРТХΥΖ";

    private const string Plain = "aeiostbglz";

    private const string Leets = "4310578912";

    public static string Each(string text, Func<char, string> rewrite)
    {
        StringBuilder written = new(text.Length * 2);
        foreach (char c in text)
            written.Append(rewrite(c));
        return written.ToString();
    }

    /// <summary>Something invisible behind every second letter or digit.</summary>
    public static string ZeroWidth(string text, Random random) =>
        Each(text, c => char.IsLetterOrDigit(c) && random.Next(2) == 0 ? $"{c}{Invisible[random.Next(Invisible.Length)]}" : c.ToString());

    /// <summary>Two of three letters that have a look-alike.</summary>
    public static string Homoglyph(string text, Random random) =>
        Each(text, c => Latin.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 && random.Next(3) > 0 ? LookAlike[at].ToString() : c.ToString());

    /// <summary>A combining mark over every second letter.</summary>
    public static string Diacritics(string text, Random random) =>
        Each(text, c => char.IsAsciiLetter(c) && random.Next(2) == 0 ? $"{c}{Marks[random.Next(Marks.Length)]}" : c.ToString());

    /// <summary>Digits for three of four letters that have one.</summary>
    public static string Leet(string text, Random random) =>
        Each(text, c => Plain.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal) is var at and >= 0 && random.Next(4) > 0 ? Leets[at].ToString() : c.ToString());

    public static char Rot13(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    };

    /// <summary>The text from its end, surrogate pairs kept.</summary>
    public static string Reverse(string text)
    {
        StringBuilder written = new(text.Length);
        for (int i = text.Length - 1; i >= 0; i--)
        {
            if (i > 0 && char.IsSurrogatePair(text[i - 1], text[i]))
                written.Append(text[--i]).Append(text[i + 1]);
            else
                written.Append(text[i]);
        }

        return written.ToString();
    }

    /// <summary>Bold letters and digits of the block Mathematical Alphanumeric Symbols.</summary>
    public static string Mathematical(char c) => c switch
    {
        >= 'A' and <= 'Z' => char.ConvertFromUtf32(0x1D400 + c - 'A'),
        >= 'a' and <= 'z' => char.ConvertFromUtf32(0x1D41A + c - 'a'),
        >= '0' and <= '9' => char.ConvertFromUtf32(0x1D7CE + c - '0'),
        _ => c.ToString(),
    };
}
