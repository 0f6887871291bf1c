namespace Sluice.Inspection.Detection.Validators;

/// <summary>Check digits and forbidden ranges of national numbers that are digits alone.</summary>
internal static class NationalIds
{
    /// <summary>United States, social security number: no area 000, 666 or 900-999, no group 00, no serial 0000 (SSA, 2011 randomisation).</summary>
    public static bool IsSocialSecurityNumber(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[9];
        if (!Digits.ReadExactly(candidate, d))
            return false;
        var area = Digits.Number(d[..3]);
        return area is not (0 or 666 or >= 900) && Digits.Number(d[3..5]) != 0 && Digits.Number(d[5..]) != 0 && !Digits.AllSame(d);
    }

    /// <summary>England, Wales, Isle of Man: NHS number, mod 11 over weights 10 to 2.</summary>
    public static bool IsNhsNumber(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[10];
        if (!Digits.ReadExactly(candidate, d) || Digits.AllSame(d))
            return false;
        var check = 11 - (Digits.WeightedSum(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return check != 10 && check % 11 == d[9];
    }

    /// <summary>Poland, PESEL: a date with the century in the month, mod 10 over weights 1 3 7 9.</summary>
    public static bool IsPesel(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[11];
        if (!Digits.ReadExactly(candidate, d))
            return false;
        var month = (int)Digits.Number(d[2..4]) % 20;
        return Digits.IsMonthAndDay(month, (int)Digits.Number(d[4..6]))
            && (10 - (Digits.WeightedSum(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 == d[10];
    }

    /// <summary>Netherlands, burgerservicenummer: the eleven-test with weight -1 for the last digit.</summary>
    public static bool IsBsn(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[9];
        if (!Digits.ReadExactly(candidate, d) || Digits.AllSame(d))
            return false;
        return (Digits.WeightedSum(d, [9, 8, 7, 6, 5, 4, 3, 2]) - d[8]) % 11 == 0;
    }

    /// <summary>Germany, Steuer-Identifikationsnummer: ISO 7064 mod 11,10; one digit twice or thrice among the first ten, the others at most once.</summary>
    public static bool IsSteuerId(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[11];
        if (!Digits.ReadExactly(candidate, d) || d[0] == 0 || !HasOneRepeatedDigit(d[..10]))
            return false;

        var product = 10;
        foreach (var digit in d[..10])
        {
            var sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == d[10];
    }

    /// <summary>Belgium, rijksregisternummer: 97 minus the first nine digits mod 97, with 2 in front for births from 2000 on.</summary>
    public static bool IsBelgianNationalNumber(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[11];
        if (!Digits.ReadExactly(candidate, d))
            return false;
        var month = (int)Digits.Number(d[2..4]);
        var day = (int)Digits.Number(d[4..6]);
        // The bis number of people outside the register has 20 or 40 added to the month; unknown dates are zero.
        if (month % 20 > 12 || month > 52 || day > 31 || Digits.AllSame(d))
            return false;
        var first = Digits.Number(d[..9]);
        var check = Digits.Number(d[9..]);
        return check == 97 - (first % 97) || check == 97 - ((2_000_000_000 + first) % 97);
    }

    /// <summary>Brazil, CPF: two mod 11 digits over rising weights.</summary>
    public static bool IsCpf(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[11];
        if (!Digits.ReadExactly(candidate, d) || Digits.AllSame(d))
            return false;
        var first = Digits.WeightedSum(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        var second = Digits.WeightedSum(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10;
        return first == d[9] && second == d[10];
    }

    /// <summary>Switzerland, AHV/AVS number: 756 and the check digit of EAN-13.</summary>
    public static bool IsAhv(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[13];
        return Digits.ReadExactly(candidate, d)
            && Digits.Number(d[..3]) == 756
            && (10 - (Digits.WeightedSum(d, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 == d[12];
    }

    /// <summary>Sweden, personnummer: a date (the day plus 60 for coordination numbers) and Luhn over the last ten digits.</summary>
    public static bool IsPersonnummer(ReadOnlySpan<char> candidate)
    {
        Span<byte> buffer = stackalloc byte[12];
        var count = Digits.Read(candidate, buffer);
        if (count is not (10 or 12))
            return false;
        var d = buffer[(count - 10)..count];
        return Digits.IsMonthAndDay((int)Digits.Number(d[2..4]), (int)Digits.Number(d[4..6]) % 60) && Luhn.IsValid(d);
    }

    /// <summary>Canada, social insurance number: Luhn, first digit neither 0 nor 8.</summary>
    public static bool IsSocialInsuranceNumber(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[9];
        return Digits.ReadExactly(candidate, d) && d[0] is not (0 or 8) && !Digits.AllSame(d) && Luhn.IsValid(d);
    }

    private static bool HasOneRepeatedDigit(ReadOnlySpan<byte> digits)
    {
        Span<int> counts = stackalloc int[10];
        counts.Clear();
        foreach (var digit in digits)
            counts[digit]++;

        var repeated = 0;
        foreach (var count in counts)
        {
            if (count > 3)
                return false;
            repeated += count > 1 ? 1 : 0;
        }

        return repeated == 1;
    }
}
