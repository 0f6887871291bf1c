namespace Sluice.Inspection.Detection.Validators;

/// <summary>Check characters of national numbers that have letters in them.</summary>
internal static class LetteredIds
{
    private const string DniLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string HetuCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    /// <summary>Spain, DNI and NIE: the number mod 23 picks the letter; X, Y, Z in front count as 0, 1, 2.</summary>
    public static bool IsDni(ReadOnlySpan<char> candidate)
    {
        var number = candidate[0] is >= 'X' and <= 'Z' ? candidate[0] - 'X' : 0;
        foreach (var c in candidate)
        {
            if (char.IsAsciiDigit(c))
                number = (number * 10) + c - '0';
        }

        return number > 0 && DniLetters[number % 23] == candidate[^1];
    }

    /// <summary>Italy, codice fiscale: the sum over odd and even places mod 26 picks the last letter (D.M. 23/12/1976).</summary>
    public static bool IsCodiceFiscale(ReadOnlySpan<char> candidate)
    {
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        if (candidate.Length != 16)
            return false;

        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var c = candidate[i];
            var value = char.IsAsciiDigit(c) ? c - '0' : c - 'A';
            if (value is < 0 or > 25)
                return false;
            sum += (i & 1) == 0 ? odd[value] : value;
        }

        return candidate[15] - 'A' == sum % 26;
    }

    /// <summary>France, NIR: 97 minus the number mod 97; Corsica's 2A and 2B count as 19 and 18 (Décret 82-103).</summary>
    public static bool IsNir(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[15];
        var count = 0;
        foreach (var c in candidate)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                continue;
            if (count == d.Length)
                return false;
            d[count++] = c switch { 'A' => 9, 'B' => 8, _ => (byte)(c - '0') };
            if (c is 'A' or 'B')
                d[count - 2] = 1;
        }

        var month = count == 15 ? (int)Digits.Number(d[3..5]) : 0;
        // Months from 20 on stand for unknown dates and foreign births.
        return month is (>= 1 and <= 12) or (>= 20 and <= 42) or (>= 50 and <= 99)
            && Digits.Number(d[13..]) == 97 - (Digits.Number(d[..13]) % 97);
    }

    /// <summary>Finland, henkilötunnus: date and serial mod 31 pick the last character (Act 661/2009).</summary>
    public static bool IsHetu(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length != 11)
            return false;
        Span<byte> d = stackalloc byte[9];
        return Digits.ReadExactly(candidate[..10], d)
            && Digits.IsMonthAndDay((int)Digits.Number(d[2..4]), (int)Digits.Number(d[..2]))
            && HetuCharacters[(int)(Digits.Number(d) % 31)] == candidate[10];
    }

    /// <summary>United Kingdom, national insurance number: prefixes that HMRC never gives out (NIM39110).</summary>
    public static bool IsNino(ReadOnlySpan<char> candidate) => candidate[..2] is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");
}
