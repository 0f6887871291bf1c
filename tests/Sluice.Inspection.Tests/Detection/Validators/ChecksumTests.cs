using Sluice.Inspection.Detection.Validators;

namespace Sluice.Inspection.Tests.Detection.Validators;

/// <summary>Every check digit catches every single wrong digit: that is what it is for.</summary>
public sealed class ChecksumTests
{
    public static TheoryData<string, string> Numbers => new()
    {
        { "card", "4111111111111111" }, { "card", "378282246310005" }, { "iban", "DE89370400440532013000" }, { "nhs", "9434765919" }, { "pesel", "44051401359" },
        { "bsn", "111222333" }, { "steuer", "86095742719" }, { "be", "85073003328" }, { "cpf", "11144477735" }, { "ahv", "7569217076985" }, { "pn", "8112289874" },
        { "sin", "130692544" }, { "dni", "12345678Z" }, { "cf", "RSSMRA85T10A562S" }, { "nir", "184127645108946" }, { "hetu", "131052-308T" }, { "aadhaar", "234123412346" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Right_number_passes_and_one_changed_digit_does_not(string kind, string number)
    {
        Assert.True(IsValid(kind, number));
        for (var i = 0; i < number.Length; i++)
        {
            if (!char.IsAsciiDigit(number[i]))
                continue;
            foreach (var digit in "0123456789".Where(d => d != number[i]))
            {
                var changed = $"{number[..i]}{digit}{number[(i + 1)..]}";
                Assert.False(IsValid(kind, changed), changed);
            }
        }
    }

    [Theory]
    [InlineData("000-22-1847", false)]
    [InlineData("666-22-1847", false)]
    [InlineData("900-22-1847", false)]
    [InlineData("536-00-1847", false)]
    [InlineData("536-22-0000", false)]
    [InlineData("899-99-9999", true)]
    [InlineData("111-11-1111", false)]
    public void Social_security_numbers_leave_out_what_was_never_given(string number, bool valid) =>
        Assert.Equal(valid, NationalIds.IsSocialSecurityNumber(number));

    [Fact]
    public void GitHub_token_of_its_own_announcement_passes() =>
        Assert.True(GitHubChecksum.IsValid("ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"));

    [Theory]
    [InlineData("", 0)]
    [InlineData("aaaa", 0)]
    [InlineData("abab", 1)]
    [InlineData("abcdefgh", 3)]
    public void Entropy_is_in_bits_per_character(string text, double bits) => Assert.Equal(bits, Entropy.BitsPerCharacter(text), 6);

    private static bool IsValid(string kind, string number) => kind switch
    {
        "card" => PaymentCard.IsValid(number),
        "iban" => Iban.IsValid(number),
        "nhs" => NationalIds.IsNhsNumber(number),
        "pesel" => NationalIds.IsPesel(number),
        "bsn" => NationalIds.IsBsn(number),
        "steuer" => NationalIds.IsSteuerId(number),
        "be" => NationalIds.IsBelgianNationalNumber(number),
        "cpf" => NationalIds.IsCpf(number),
        "ahv" => NationalIds.IsAhv(number),
        "pn" => NationalIds.IsPersonnummer(number),
        "sin" => NationalIds.IsSocialInsuranceNumber(number),
        "dni" => LetteredIds.IsDni(number),
        "cf" => LetteredIds.IsCodiceFiscale(number),
        "nir" => LetteredIds.IsNir(number),
        "hetu" => LetteredIds.IsHetu(number),
        "aadhaar" => Verhoeff.IsAadhaar(number),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
