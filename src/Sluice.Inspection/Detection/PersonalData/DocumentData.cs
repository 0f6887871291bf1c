using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>Numbers and dates that only the words before them give away. Only the value is taken.</summary>
internal static class DocumentData
{
    private const string Month = "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";

    private const string BirthName =
        "(?i:" + WordStart + "(?:dob|d\\.o\\.b\\.?)|date[ _]of[ _]birth|birth[ _-]?(?:date|day)|" + WordStart + "born(?: on)?|geburtsdatum|geboren(?: am)?|" +
        "date de naissance|n[ée]e? le|fecha de nacimiento|data di nascita|data de nascimento)";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: a date behind words such as date of birth, DOB, born, in six languages.
        // Misses: other words, other languages' month names, a birth year alone.
        // Example: DOB: 1990-05-17
        // Source: https://gdpr-info.eu/art-4-gdpr/
        Detector.Create("pii/date-of-birth", "Date of birth, named as such", certain: false,
            Of("[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}(?![0-9A-Za-z_])", BirthName + "(?i:" + Says + ")", DateText.IsDate),
            Of("(?:[0-9]{1,2}(?i:st|nd|rd|th)?(?: of)? " + Month + ",? [0-9]{4}|" + Month + " [0-9]{1,2}(?i:st|nd|rd|th)?,? [0-9]{4})", BirthName + "(?i:" + Says + ")", variant: "words")),

        // Finds: six to nine letters and digits, five of them digits at least, behind the word passport.
        // Misses: numbers without the word.
        // Example: Passport number O87806146
        // Source: https://www.icao.int/publications/pages/publication.aspx?docnum=9303
        Detector.Create("pii/passport", "Passport number, named as such", certain: true,
            Of("(?i:[a-z0-9]{6,9})(?![A-Za-z0-9_-])", "(?i:passport|reisepass|passeport|pasaporte|passaporto)" + "(?i:" + NumberWord + Says + ")", DateText.IsDocumentNumber)),

        // Finds: five to twenty letters, digits and dashes, five of them digits at least, behind the words driving licence and the like.
        // Misses: numbers without the words.
        // Example: Driver's license: A56319335
        // Source: https://www.aamva.org/identity/anti-counterfeit-security
        Detector.Create("pii/driving-licence", "Driving licence number, named as such", certain: true,
            Of("(?i:[a-z0-9](?:-?[a-z0-9]){4,19})(?![A-Za-z0-9_-])",
                "(?i:driv(?:er'?s?|er’s|ing)[ _-]?licen[cs]e|f[üu]hrerschein|permis de conduire)" + "(?i:" + NumberWord + Says + ")", DateText.IsDocumentNumber)),
    ];
}
