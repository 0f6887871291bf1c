using System.Globalization;

namespace Sluice.Inspection.Detection.Grounding;

/// <summary>Numbers as they are meant, however their digits are grouped: <c>1,200</c>, <c>1.200</c>, <c>1'200.00</c> and <c>1200</c> are one number, unless they are two.</summary>
internal static class NumberText
{
    private static readonly string[] Words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>The numbers that a spelling may mean: with its last mark dividing, and with all marks grouping. One or two.</summary>
    public static void Read(ReadOnlySpan<char> spelled, out double divided, out double grouped)
    {
        Span<char> plain = stackalloc char[Math.Min(spelled.Length, 32)];
        grouped = Parse(spelled, plain, divider: -1);
        int last = spelled.LastIndexOfAny('.', ',');
        divided = last < 0 ? grouped : Parse(spelled, plain, last);
    }

    /// <summary>How many thousands a word behind a number stands for: <c>million</c>, <c>k</c>; 1 for none.</summary>
    public static double FactorOf(ReadOnlySpan<char> word) => word switch
    {
        "k" or "K" or "thousand" or "tausend" or "mille" => 1e3,
        "M" or "m" or "mn" or "million" or "millions" or "Millionen" or "Million" or "Mio" => 1e6,
        "B" or "bn" or "billion" or "billions" or "Milliarden" or "Milliarde" or "Mrd" => 1e9,
        _ => 1,
    };

    /// <summary>The number that a word is, or -1: <c>twelve</c>, and the months.</summary>
    public static int OfWord(ReadOnlySpan<char> word)
    {
        for (int i = 0; i < Words.Length; i++)
        {
            if (word.Equals(Words[i], StringComparison.OrdinalIgnoreCase))
                return i;
        }

        for (int i = 0; i < Months.Length; i++)
        {
            if (word.Equals(Months[i], StringComparison.OrdinalIgnoreCase) || (word.Length == 3 && Months[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase)))
                return i + 1;
        }

        return -1;
    }

    /// <summary>The month with this number, in lower case, or null.</summary>
    public static string? MonthOf(double number) => number is >= 1 and <= 12 ? Months[(int)number - 1] : null;

    private static double Parse(ReadOnlySpan<char> spelled, Span<char> plain, int divider)
    {
        int length = 0;
        for (int i = 0; i < spelled.Length && length < plain.Length; i++)
        {
            if (char.IsAsciiDigit(spelled[i]))
                plain[length++] = spelled[i];
            else if (i == divider)
                plain[length++] = '.';
        }

        return double.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }
}
