namespace Sluice.Inspection.Detection.Validators;

/// <summary>Issuer prefixes, lengths and check digit of payment cards (ISO/IEC 7812; the issuers' published ranges).</summary>
internal static class PaymentCard
{
    public static bool IsValid(ReadOnlySpan<char> candidate)
    {
        Span<byte> buffer = stackalloc byte[19];
        var count = Digits.Read(candidate, buffer);
        if (count < 12)
            return false;
        var digits = buffer[..count];
        return IsIssued(digits) && Luhn.IsValid(digits) && !Digits.AllSame(digits);
    }

    /// <summary>Any digits with a right check digit: what stands behind the word card.</summary>
    public static bool HasCheckDigit(ReadOnlySpan<char> candidate)
    {
        Span<byte> buffer = stackalloc byte[19];
        var count = Digits.Read(candidate, buffer);
        return count > 0 && Luhn.IsValid(buffer[..count]) && !Digits.AllSame(buffer[..count]);
    }

    private static bool IsIssued(ReadOnlySpan<byte> digits)
    {
        var four = (int)Digits.Number(digits[..4]);
        return digits.Length switch
        {
            16 => IsSixteen(four),
            15 => four / 100 is 34 or 37 || four is 1800 or 2131,
            14 => four / 100 is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            // Barcodes of 13 digits that begin with 4 are more common than Visa's old cards of that length.
            13 => (four / 1000 == 4 && !IsBarcode(digits)) || IsMaestro(four),
            17 or 18 => IsMaestro(four) || IsDiscoverOrUnionPay(four),
            19 => four / 1000 == 4 || IsMaestro(four) || IsDiscoverOrUnionPay(four),
            _ => IsMaestro(four),
        };
    }

    private static bool IsSixteen(int four) => four / 1000 == 4
        || four / 100 is >= 51 and <= 55
        || four is >= 2221 and <= 2720
        || four is >= 2200 and <= 2204
        || four is >= 3528 and <= 3589
        || four / 100 is 36 or 38 or 39
        || IsDiscoverOrUnionPay(four)
        || IsMaestro(four);

    private static bool IsDiscoverOrUnionPay(int four) => four == 6011
        || four / 100 is 65 or 62
        || four / 10 is >= 644 and <= 649
        || four / 100 is 81;

    private static bool IsMaestro(int four) => four is 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or 6761 or 6762 or 6763 or 6390;

    private static bool IsBarcode(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < 13; i++)
            sum += digits[i] * ((i & 1) == 0 ? 1 : 3);
        return sum % 10 == 0;
    }
}
