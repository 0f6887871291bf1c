using System.Text;

namespace Sluice.Training.Injection;

/// <summary>Writes a text otherwise, as people and programs do who want nothing bad: encoded, in leetspeak, reversed.</summary>
internal static class Disguise
{
    /// <summary>Letters, and below them the digits and signs that leetspeak writes for them, by several habits.</summary>
    private const string Plain = "aeiostbglz";

    private static readonly string[] Habits = ["431057bglz", "4310578912", "@3!0$7bglz", "4e1o5tbglz", "a3i0stbglz", "@310$+8g|z"];

    /// <summary>One of five encodings.</summary>
    public static string Apply(string text, int which) => (which % 5) switch
    {
        0 => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        1 => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        2 => Map(text, c => char.IsAsciiLetterLower(c) ? (char)('a' + (c - 'a' + 13) % 26) : char.IsAsciiLetterUpper(c) ? (char)('A' + (c - 'A' + 13) % 26) : c),
        3 => new string([.. text.Reverse()]),
        _ => Uri.EscapeDataString(text),
    };

    /// <summary>Leetspeak: of the letters that have a digit or a sign, a third to all become one.</summary>
    public static string Leet(string text, Random random)
    {
        string habit = Habits[random.Next(Habits.Length)];
        var share = random.Next(33, 101);
        return Map(text, c => Plain.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal) is var i and >= 0 && random.Next(100) < share ? habit[i] : c);
    }

    private static string Map(string text, Func<char, char> map) => new([.. text.Select(map)]);
}
