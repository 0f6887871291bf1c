using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>United Kingdom.</summary>
internal static class UnitedKingdomIds
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: ten digits with a right check digit behind the letters NHS.
        // Misses: the number without the letters: one in eleven telephone numbers passes the check.
        // Example: NHS number 943 476 5919
        // Source: https://www.datadictionary.nhs.uk/attributes/nhs_number.html
        Detector.Create("pii/uk-nhs-number", "NHS number, named as such", certain: true,
            Of("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![A-Za-z0-9_-])", "(?i:" + WordStart + "nhs" + NumberWord + Says + ")", NationalIds.IsNhsNumber)),

        // Finds: national insurance numbers in one piece or in pairs.
        // Misses: lower-case letters; numbers without the last letter.
        // Example: AB 12 34 56 C
        // Source: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
        Detector.Create("pii/uk-nino", "UK national insurance number", certain: true,
            Of(WordStart + "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[A-D](?![A-Za-z0-9_-])", validator: LetteredIds.IsNino)),
    ];
}
