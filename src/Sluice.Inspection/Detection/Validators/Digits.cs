namespace Sluice.Inspection.Detection.Validators;

/// <summary>Reads the ASCII digits of a candidate, whatever stands between them.</summary>
internal static class Digits
{
    /// <summary>Copies the digits as numbers 0 to 9; returns how many there are, or -1 if <paramref name="digits"/> is too short for them.</summary>
    public static int Read(ReadOnlySpan<char> text, Span<byte> digits)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                continue;
            if (count == digits.Length)
                return -1;
            digits[count++] = (byte)(c - '0');
        }

        return count;
    }

    /// <summary>Whether the candidate has exactly as many digits as <paramref name="digits"/> is long; fills it if so.</summary>
    public static bool ReadExactly(ReadOnlySpan<char> text, Span<byte> digits) => Read(text, digits) == digits.Length;

    /// <summary>How many ASCII digits the candidate has.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
            count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }

    /// <summary>The number that the digits write.</summary>
    public static long Number(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
            number = (number * 10) + digit;
        return number;
    }

    /// <summary>Sum of digits times weights; the shorter of the two decides how many.</summary>
    public static int WeightedSum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < Math.Min(digits.Length, weights.Length); i++)
            sum += digits[i] * weights[i];
        return sum;
    }

    /// <summary>Whether every digit is the same: checksums let 0000000000 and the like pass.</summary>
    public static bool AllSame(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(digits[0]);

    /// <summary>Whether month and day can be a date; the year's length of February is not looked at.</summary>
    public static bool IsMonthAndDay(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= month switch
    {
        2 => 29,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
