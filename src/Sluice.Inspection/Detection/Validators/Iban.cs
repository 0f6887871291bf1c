namespace Sluice.Inspection.Detection.Validators;

/// <summary>Country, length and mod 97 of an IBAN (ISO 13616; lengths of the SWIFT registry, release 99).</summary>
internal static class Iban
{
    private const string Lengths =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28" +
        "HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29" +
        "RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    public static bool IsValid(ReadOnlySpan<char> candidate)
    {
        Span<char> compact = stackalloc char[34];
        var count = 0;
        foreach (var c in candidate)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
                continue;
            if (count == compact.Length)
                return false;
            compact[count++] = c;
        }

        return count >= 15 && count == LengthOf(compact[..2]) && Remainder(compact[..count]) == 1;
    }

    private static int LengthOf(ReadOnlySpan<char> country)
    {
        for (var i = 0; i < Lengths.Length; i += 4)
        {
            if (Lengths[i] == country[0] && Lengths[i + 1] == country[1])
                return ((Lengths[i + 2] - '0') * 10) + Lengths[i + 3] - '0';
        }

        return 0;
    }

    /// <summary>The first four characters count last; letters are 10 to 35.</summary>
    private static int Remainder(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit(c)
                ? ((remainder * 10) + c - '0') % 97
                : ((remainder * 100) + c - 'A' + 10) % 97;
        }

        return remainder;
    }
}
