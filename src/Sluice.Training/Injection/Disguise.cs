using System.Text;

namespace Sluice.Training.Injection;

/// <summary>Writes a text otherwise, as people and programs do who want nothing bad: encoded, in leetspeak, reversed.</summary>
internal static class Disguise
{
    public static string Apply(string text, int which) => (which % 6) switch
    {
        0 => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        1 => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        2 => Map(text, c => "aeiost".IndexOf(c, StringComparison.Ordinal) is var i and >= 0 ? "431057"[i] : c),
        3 => Map(text, c => char.IsAsciiLetterLower(c) ? (char)('a' + (c - 'a' + 13) % 26) : char.IsAsciiLetterUpper(c) ? (char)('A' + (c - 'A' + 13) % 26) : c),
        4 => new string([.. text.Reverse()]),
        _ => Uri.EscapeDataString(text),
    };

    private static string Map(string text, Func<char, char> map) => new([.. text.Select(map)]);
}
