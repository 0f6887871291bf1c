using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>Cards and accounts.</summary>
internal static class FinanceData
{
    private const string Apart = "[ \u00A0-]";
    private const string NumberStart = "(?<![A-Za-z0-9_.])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: 12 to 19 digits with an issuer's prefix, a length that it issues and a right check digit, in one piece or in the groups
        //   that cards print.
        // Misses: other groupings; numbers inside words or behind a decimal point; Visa's old 13 digits when they are a barcode as well and no
        //   word such as card stands before them.
        // Example: 4111 1111 1111 1111
        // Source: https://www.iso.org/standard/70484.html (ISO/IEC 7812-1)
        Detector.Create("pii/payment-card", "Payment card number", certain: true,
            Of(NumberStart + "[1-68](?:[0-9]{11,18}|[0-9]{3}(?:" + Apart + "[0-9]{4}){3}(?:" + Apart + "?[0-9]{1,3})?|[0-9]{3}" + Apart + "[0-9]{6}" + Apart + "[0-9]{4,5})(?![A-Za-z0-9_])",
                validator: PaymentCard.IsValid),
            Of("4[0-9]{12}(?![A-Za-z0-9_])", "(?i:card|" + WordStart + "cc|visa)" + "(?i:" + NumberWord + Says + ")", PaymentCard.HasCheckDigit, variant: "named")),

        // Finds: international account numbers in one piece or in groups of four, with the length of their country and a right checksum.
        // Misses: lower-case letters; other groupings; countries that joined the registry later.
        // Example: GB82 WEST 1234 5698 7654 32
        // Source: https://www.swift.com/standards/data-standards/iban-international-bank-account-number
        Detector.Create("pii/iban", "International bank account number", certain: true,
            Of(WordStart + "[A-Z]{2}[0-9]{2}(?:" + Apart + "?[A-Z0-9]{4}){2,7}(?:" + Apart + "?[A-Z0-9]{1,3})?(?![A-Za-z0-9_])", validator: Iban.IsValid)),
    ];
}
