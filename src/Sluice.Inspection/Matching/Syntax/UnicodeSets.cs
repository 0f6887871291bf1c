using System.Globalization;

namespace Sluice.Inspection.Matching.Syntax;

/// <summary>The sets behind <c>\d \s \w</c> and <c>.</c>, as .NET's regular expressions define them (Unicode, by UTF-16 unit).</summary>
internal static class UnicodeSets
{
    public static CharSet Digit { get; } = CharSet.Where(char.IsDigit);

    public static CharSet Space { get; } = CharSet.Where(char.IsWhiteSpace);

    public static CharSet Word { get; } = CharSet.Where(IsWord);

    /// <summary>What <c>\b</c> takes for a word: as <see cref="Word"/>, and the two joiners U+200C and U+200D.</summary>
    public static CharSet Boundary { get; } = Word.Or(CharSet.Range('\u200C', '\u200D'));

    public static CharSet AnyButNewline { get; } = CharSet.Of('\n').Not();

    private static bool IsWord(char unit) => char.GetUnicodeCategory(unit) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
