namespace Sluice.Inspection.Detection.Validators;

/// <summary>Tells dates of people's lives and document numbers from other numbers behind the same words.</summary>
internal static class DateText
{
    /// <summary>Numbers only, in any of the three orders: a month and a day that can be, a year of 1900 to 2099 where it has four digits.</summary>
    public static bool IsDate(ReadOnlySpan<char> candidate)
    {
        Span<int> parts = stackalloc int[3];
        parts.Clear();
        int part = 0, length = 0, longest = 0;
        foreach (var c in candidate)
        {
            if (char.IsAsciiDigit(c))
            {
                parts[part] = (parts[part] * 10) + c - '0';
                longest = Math.Max(longest, ++length);
                continue;
            }

            part++;
            length = 0;
            if (part == 3)
                return false;
        }

        var (year, first, second) = parts[0] > 31 ? (parts[0], parts[1], parts[2]) : (parts[2], parts[0], parts[1]);
        return part == 2
            && (longest < 4 || year is >= 1900 and <= 2099)
            && (Digits.IsMonthAndDay(first, second) || Digits.IsMonthAndDay(second, first));
    }

    /// <summary>Digits behind a word such as phone or call that are neither a date nor two years.</summary>
    public static bool IsNoDate(ReadOnlySpan<char> candidate) =>
        !IsDate(candidate) && !(candidate.Length == 9 && candidate[4] is '-' or '/' && candidate[..2] is "19" or "20" && candidate[5..7] is "19" or "20");

    /// <summary>A telephone number with its national prefix: 9 to 12 digits.</summary>
    public static bool IsNationalPhone(ReadOnlySpan<char> candidate) => Digits.Count(candidate) is >= 9 and <= 12;

    /// <summary>Number of an identity document: at least five digits.</summary>
    public static bool IsDocumentNumber(ReadOnlySpan<char> candidate) => Digits.Count(candidate) >= 5;
}
