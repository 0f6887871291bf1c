using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>United States of America.</summary>
internal static class UnitedStatesIds
{
    private const string Start = "(?<![A-Za-z0-9_.-])";
    private const string End = "(?![A-Za-z0-9_-])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: the dashed form anywhere; dashed, spaced or bare behind the words SSN or social security number. Ranges never given out are left alone.
        // Misses: bare digits without the words: there is no check digit.
        // Example: 536-22-1847
        // Source: https://www.ssa.gov/employer/randomization.html
        Detector.Create("pii/us-ssn", "US social security number", certain: true,
            Of(Start + "[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}" + End, validator: NationalIds.IsSocialSecurityNumber),
            Of("[0-8][0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{4}" + End, "(?i:" + WordStart + "ssn|social[ _-]?security)" + "(?i:" + NumberWord + Says + ")", NationalIds.IsSocialSecurityNumber, variant: "named")),

        // Finds: the form with spaces without the words: it is also three numbers of a table.
        // Misses: bare digits.
        // Example: 536 22 1847
        // Source: https://www.ssa.gov/employer/randomization.html
        Detector.Create("pii/us-ssn-spaced", "US social security number with spaces, unnamed", certain: false,
            Of(Start + "[0-8][0-9]{2} [0-9]{2} [0-9]{4}" + End, validator: NationalIds.IsSocialSecurityNumber)),

        // Finds: taxpayer numbers, dashed: 9 in front and a group of 50-65, 70-88, 90-92 or 94-99.
        // Misses: bare digits and spaces.
        // Example: 912-78-1234
        // Source: https://www.irs.gov/irm/part3/irm_03-021-263r
        Detector.Create("pii/us-itin", "US individual taxpayer number", certain: true,
            Of(Start + "9[0-9]{2}-(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])-[0-9]{4}" + End)),
    ];
}
