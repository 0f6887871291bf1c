using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>Sweden, Finland, Switzerland.</summary>
internal static class NordicAndAlpineIds
{
    private const string Start = "(?<![A-Za-z0-9_.-])";
    private const string End = "(?![A-Za-z0-9_-])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: six or eight digits of a date, a dash or plus, four digits with a right check digit.
        // Misses: the number without the dash.
        // Example: 811228-9874
        // Source: https://www.skatteverket.se/privat/folkbokforing/personnummer.4.3810a01c150939e893f18c29.html
        Detector.Create("pii/se-personnummer", "Swedish personal number", certain: true,
            Of(Start + "(?:19|20)?[0-9]{2}[01][0-9][0-9]{2}[+-][0-9]{4}" + End, validator: NationalIds.IsPersonnummer)),

        // Finds: personal identity codes with every sign of the century, those added in 2023 included.
        // Misses: lower-case check characters.
        // Example: 131052-308T
        // Source: https://dvv.fi/en/personal-identity-code
        Detector.Create("pii/fi-hetu", "Finnish personal identity code", certain: true,
            Of(Start + "[0-3][0-9][01][0-9]{3}[A-FU-Y+-][0-9]{3}[0-9A-FHJ-NPR-Y]" + End, validator: LetteredIds.IsHetu)),

        // Finds: the 13 digits that begin with 756, in their groups or in one piece.
        // Misses: the number of before 2008.
        // Example: 756.9217.0769.85
        // Source: https://www.zas.admin.ch/zas/en/home/partenaires-et-institutions-/navs13.html
        Detector.Create("pii/ch-ahv", "Swiss AHV number", certain: true,
            Of(Start + "756(?:[0-9]{10}|\\.[0-9]{4}\\.[0-9]{4}\\.[0-9]{2})" + End, validator: NationalIds.IsAhv)),
    ];
}
