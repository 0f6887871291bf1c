using System.Buffers;
using System.Globalization;
using System.Text;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>
/// What canaries look like in an answer that wants to get them past a filter, as letters and digits alone: as they are, reversed, by rot13, in base64 wherever in an encoded text they stand,
/// as hexadecimal, decimal or binary bytes; and spelled out. What none of these is, is not found: a cipher with a key, a translation.
/// </summary>
internal sealed class CanaryForms
{
    /// <summary>Fewest letters and digits of a form: shorter ones stand in texts by chance.</summary>
    public const int Shortest = 8;

    private static readonly string[] Spelled =
        ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango",
         "uniform", "victor", "whiskey", "xray", "yankee", "zulu"];

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private readonly string[] _certain;
    private readonly string[] _spelled;

    /// <summary>The forms of <paramref name="canaries"/>; those that are too short have none.</summary>
    public CanaryForms(IEnumerable<string> canaries)
    {
        HashSet<string> certain = new(StringComparer.Ordinal);
        HashSet<string> spelled = new(StringComparer.Ordinal);
        foreach (string canary in canaries)
            Add(canary, certain, spelled);
        spelled.ExceptWith(certain);
        _certain = [.. certain.Where(f => f.Length >= Shortest).OrderByDescending(f => f.Length)];
        _spelled = [.. spelled.Where(f => f.Length >= Shortest).OrderByDescending(f => f.Length)];
        Certain = SearchValues.Create(_certain, StringComparison.Ordinal);
        BySound = SearchValues.Create(_spelled, StringComparison.Ordinal);
        IsEmpty = _certain.Length == 0;
    }

    /// <summary>There is nothing to be found.</summary>
    public bool IsEmpty { get; }

    /// <summary>Forms that nobody writes by chance.</summary>
    public SearchValues<string> Certain { get; }

    /// <summary>Forms that are spelled out, or with digits for letters.</summary>
    public SearchValues<string> BySound { get; }

    /// <summary>The length of the longest form that stands at the beginning of <paramref name="letters"/>, in which one was found there.</summary>
    public int LengthAt(ReadOnlySpan<char> letters, bool spelled)
    {
        foreach (string form in spelled ? _spelled : _certain)
        {
            if (letters.StartsWith(form, StringComparison.Ordinal))
                return form.Length;
        }

        return 1;
    }

    /// <summary>Digits that stand for letters, as those.</summary>
    public static char Unleet(char letter) => letter switch
    {
        '0' => 'o',
        '1' => 'l',
        'i' => 'l',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        _ => letter,
    };

    private static void Add(string canary, HashSet<string> certain, HashSet<string> spelled)
    {
        string plain = BareLetters.Squeeze(canary);
        if (plain.Length < Shortest)
            return;
        string[] spellings = [canary.Trim(), canary.Trim().ToLowerInvariant(), canary.Trim().ToUpperInvariant()];
        string[] turned = [plain, Reverse(plain), Rot13(plain), Reverse(Rot13(plain))];
        certain.UnionWith(turned);
        foreach (string text in spellings.Concat(spellings.Select(Reverse)).Concat(spellings.Select(Rot13)))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int shift = 0; shift < 3; shift++)
                certain.Add(Base64(bytes, shift));
            certain.Add(Each(bytes, b => b.ToString("x2", CultureInfo.InvariantCulture)));
            certain.Add(Each(bytes, b => "x" + b.ToString("x2", CultureInfo.InvariantCulture)));
            certain.Add(Each(bytes, b => "u00" + b.ToString("x2", CultureInfo.InvariantCulture)));
            certain.Add(Each(bytes, b => b.ToString(CultureInfo.InvariantCulture)));
            certain.Add(Each(bytes, b => b.ToString("b8", CultureInfo.InvariantCulture)));
        }

        spelled.Add(plain);
        spelled.Add(string.Concat(plain.Select(Unleet)));
        spelled.Add(string.Concat(plain.Select(c => c is >= 'a' and <= 'z' ? Spelled[c - 'a'] : char.IsAsciiDigit(c) ? Digits[c - '0'] : c.ToString())));
        spelled.Add(string.Concat(plain.Select(c => char.IsAsciiDigit(c) ? Digits[c - '0'] : c.ToString())));
    }

    /// <summary>What base64 makes of the bytes when so many others stand before them: without the characters that depend on their neighbours.</summary>
    private static string Base64(byte[] bytes, int shift)
    {
        byte[] shifted = [.. new byte[shift], .. bytes];
        int first = ((shift * 8) + 5) / 6;
        int last = shifted.Length * 8 / 6;
        return BareLetters.Squeeze(Convert.ToBase64String(shifted)[first..last]);
    }

    private static string Each(byte[] bytes, Func<byte, string> spell) => string.Concat(bytes.Select(spell));

    private static string Reverse(string text)
    {
        char[] turned = text.ToCharArray();
        Array.Reverse(turned);
        return new string(turned);
    }

    private static string Rot13(string text) => string.Concat(text.Select(c => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    }));
}
