using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>National numbers of the European Union, all with check digits. Those of digits alone need their name before them.</summary>
internal static class EuropeanIds
{
    private const string Start = "(?<![A-Za-z0-9_.-])";
    private const string End = "(?![A-Za-z0-9_-])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: DNI (eight digits and a letter) and NIE (X, Y or Z, seven digits and a letter).
        // Misses: lower-case letters; dots between the digits.
        // Example: 12345678Z
        // Source: https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/
        Detector.Create("pii/es-dni", "Spanish DNI or NIE", certain: true,
            Of(Start + "(?:[0-9]{8}|[XYZ]-?[0-9]{7})-?[A-HJ-NP-TV-Z]" + End, validator: LetteredIds.IsDni)),

        // Finds: eleven digits with a date and a check digit behind the word PESEL.
        // Misses: the number without the word.
        // Example: PESEL 44051401359
        // Source: https://www.gov.pl/web/gov/czym-jest-numer-pesel
        Detector.Create("pii/pl-pesel", "Polish PESEL, named as such", certain: true,
            Of("[0-9]{11}" + End, "(?i:pesel" + NumberWord + Says + ")", NationalIds.IsPesel)),

        // Finds: nine digits that pass the eleven-test behind the words BSN, burgerservicenummer or sofinummer.
        // Misses: the number without the words: one in eleven numbers passes.
        // Example: BSN 111222333
        // Source: https://www.rvig.nl/burgerservicenummer
        Detector.Create("pii/nl-bsn", "Dutch citizen service number, named as such", certain: true,
            Of("[0-9]{3}(?:[0-9]{6}|[ .][0-9]{3}[ .][0-9]{3}|[0-9][ .][0-9]{2}[ .][0-9]{3})" + End, "(?i:" + WordStart + "bsn|burgerservicenummer|sofi-?nummer)" + "(?i:" + NumberWord + Says + ")", NationalIds.IsBsn)),

        // Finds: eleven digits with the check digit of ISO 7064 behind words such as Steuer-ID, IdNr, Steueridentifikationsnummer.
        // Misses: the number without the words; the older Steuernummer, which has no common check.
        // Example: Steuer-ID: 86 095 742 719
        // Source: https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html
        Detector.Create("pii/de-tax-id", "German tax id, named as such", certain: true,
            Of("[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}" + End, "(?i:steuer-?id(?:entifikations)?(?:-?nummer|nr\\.?)?|" + WordStart + "id-?nr\\.?|" + WordStart + "tax[ _-]id)" + "(?i:" + NumberWord + Says + ")", NationalIds.IsSteuerId)),

        // Finds: codes of 16 characters in upper case whose last letter is right, also with letters for digits (omocodia).
        // Misses: lower-case letters; spaces.
        // Example: RSSMRA85T10A562S
        // Source: https://www.agenziaentrate.gov.it/portale/web/guest/schede/istanze/richiesta-ts_cf/informazioni-codificazione-pf
        Detector.Create("pii/it-codice-fiscale", "Italian tax code", certain: true,
            Of(WordStart + "[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]" + End, validator: LetteredIds.IsCodiceFiscale)),

        // Finds: the 15 characters of the social security number, in one piece or in its groups, Corsica included.
        // Misses: the 13 characters without the key.
        // Example: 1 84 12 76 451 089 46
        // Source: https://www.insee.fr/fr/metadonnees/definition/c1409
        Detector.Create("pii/fr-nir", "French social security number", certain: true,
            Of(Start + "[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}" + End, validator: LetteredIds.IsNir)),

        // Finds: eleven digits in the printed form; in one piece behind words such as rijksregisternummer.
        // Misses: bare digits without the words.
        // Example: 85.07.30-033.28
        // Source: https://www.ibz.rrn.fgov.be/
        Detector.Create("pii/be-national-number", "Belgian national number", certain: true,
            Of(Start + "[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}-[0-9]{3}\\.[0-9]{2}" + End, validator: NationalIds.IsBelgianNationalNumber),
            Of("[0-9]{6}[ -]?[0-9]{3}[ .-]?[0-9]{2}" + End, "(?i:rijksregister(?:nummer)?|registre national|num[ée]ro national|national register)" + "(?i:" + NumberWord + Says + ")", NationalIds.IsBelgianNationalNumber, variant: "named")),
    ];
}
