namespace Sluice.Inspection.Detection.Validators;

/// <summary>Verhoeff's check digit over the dihedral group of order 10, which India's Aadhaar uses.</summary>
internal static class Verhoeff
{
    /// <summary>Twelve digits, the first neither 0 nor 1 (UIDAI).</summary>
    public static bool IsAadhaar(ReadOnlySpan<char> candidate)
    {
        Span<byte> d = stackalloc byte[12];
        return Digits.ReadExactly(candidate, d) && d[0] > 1 && !Digits.AllSame(d) && IsValid(d);
    }

    public static bool IsValid(ReadOnlySpan<byte> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
            check = Multiply(check, Permute(digits[digits.Length - 1 - i], i % 8));
        return check == 0;
    }

    /// <summary>Rotations are 0 to 4, reflections 5 to 9.</summary>
    private static int Multiply(int a, int b) => (a < 5, b < 5) switch
    {
        (true, true) => (a + b) % 5,
        (true, false) => ((a + b - 5) % 5) + 5,
        (false, true) => ((a - 5 - b + 5) % 5) + 5,
        _ => (a - b + 5) % 5,
    };

    private static int Permute(int digit, int times)
    {
        ReadOnlySpan<byte> once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        for (var i = 0; i < times; i++)
            digit = once[digit];
        return digit;
    }
}
