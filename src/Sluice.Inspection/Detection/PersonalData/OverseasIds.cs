using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>Brazil, Canada, India.</summary>
internal static class OverseasIds
{
    private const string Start = "(?<![A-Za-z0-9_.-])";
    private const string End = "(?![A-Za-z0-9_-])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: the printed form with two right check digits; the bare digits behind the letters CPF.
        // Misses: bare digits without the letters.
        // Example: 111.444.777-35
        // Source: https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf
        Detector.Create("pii/br-cpf", "Brazilian CPF", certain: true,
            Of(Start + "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}" + End, validator: NationalIds.IsCpf),
            Of("[0-9]{11}" + End, "(?i:" + WordStart + "cpf" + NumberWord + Says + ")", NationalIds.IsCpf, variant: "named")),

        // Finds: nine digits with a right check digit behind the words SIN or social insurance number.
        // Misses: the number without the words: one in ten numbers passes.
        // Example: SIN 130 692 544
        // Source: https://www.canada.ca/en/employment-social-development/services/sin.html
        Detector.Create("pii/ca-sin", "Canadian social insurance number, named as such", certain: true,
            Of("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}" + End, "(?:" + WordStart + "SIN|(?i:social insurance))" + "(?i:" + NumberWord + Says + ")", NationalIds.IsSocialInsuranceNumber)),

        // Finds: twelve digits with Verhoeff's check digit behind the word Aadhaar or the letters UID.
        // Misses: the number without the words.
        // Example: Aadhaar 2341 2341 2346
        // Source: https://uidai.gov.in/
        Detector.Create("pii/in-aadhaar", "Indian Aadhaar number, named as such", certain: true,
            Of("[2-9][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}" + End, "(?i:aadhaa?r(?: card)?|" + WordStart + "uid)" + "(?i:" + NumberWord + Says + ")", Verhoeff.IsAadhaar)),
    ];
}
