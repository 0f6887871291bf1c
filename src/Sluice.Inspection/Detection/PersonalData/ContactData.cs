using Sluice.Inspection.Detection.Validators;
using static Sluice.Inspection.Detection.Shape;

namespace Sluice.Inspection.Detection.PersonalData;

/// <summary>How to reach somebody.</summary>
internal static class ContactData
{
    private const string PhoneName =
        "(?i:" + WordStart + "(?:tele)?phone|" + WordStart + "mobile|" + WordStart + "tel\\.?|" + WordStart + "cell|" + WordStart + "fax|" + WordStart + "whatsapp|telefon|handy|hotline|" + WordStart + "desk|" + WordStart + "sms|" +
        WordStart + "(?:please |can |could |to )call|" + WordStart + "(?:call|reach|ring|text|phone) (?:me|us|him|her|them) (?:at|on|under)|" + WordStart + "(?:messages|texts) to|" +
        "t[ée]l[ée]phone|m[óo]vil|cellulare)";

    private const string NotInNumber = "(?<![A-Za-z0-9_.+-])";

    public static IReadOnlyList<Detector> All { get; } =
    [
        // Finds: addresses with an ASCII local part and a domain with a dot.
        // Misses: quoted and non-ASCII local parts; domains without a dot; git@ and names of image and source files are left alone.
        // Example: jane.doe+news@example.org
        // Source: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
        Detector.Create("pii/email", "E-mail address", certain: false,
            Of("(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}(?![A-Za-z0-9-])", validator: NetworkText.IsMail)),

        // Finds: numbers in international form; the printed form of the United States and Canada; 9 to 12 digits in groups that begin with 0,
        //   as most of Europe writes them; an area code in brackets; any 6 to 15 digits behind a word such as phone or fax.
        // Misses: groups without a leading 0 and without such a word before them; numbers spelled out.
        // Example: +44 20 7946 0958, (415) 555-2671, 06 12 34 56 78
        // Source: https://www.itu.int/rec/T-REC-E.164
        Detector.Create("pii/phone", "Telephone number", certain: false,
            Of("(?<![A-Za-z0-9_+])\\+[1-9](?:[ .()/-]{0,2}[0-9]){7,14}(?:[ ]?(?:x|ext\\.? ?)[0-9]{1,5})?(?![0-9])"),
            Of(NotInNumber + "(?:1[ .-])?(?:\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}(?: ?(?:x|ext\\.? ?)[0-9]{1,5})?(?![A-Za-z0-9_])", variant: "us"),
            Of(NotInNumber + "001[ .-][0-9]{3}[ .-][0-9]{3}[ .-][0-9]{4}(?:x[0-9]{1,5})?(?![A-Za-z0-9_])", variant: "us-abroad"),
            Of(NotInNumber + "\\(0?[0-9]{2,3}\\) ?[0-9]{3,4}[ -][0-9]{3,4}(?:x[0-9]{1,5})?(?![A-Za-z0-9_])", variant: "brackets"),
            Of(NotInNumber + "0[0-9]{1,4}(?:(?: [0-9]{2,4}){2,4}|(?:-[0-9]{2,4}){2,4}|(?:\\.[0-9]{2,4}){2,4})(?![A-Za-z0-9_])", validator: DateText.IsNationalPhone, variant: "groups"),
            Of(NotInNumber + "0[1-9][0-9]{0,4}(?:/| / |-|[ ])[0-9]{5,8}(?![A-Za-z0-9_])", validator: DateText.IsNationalPhone, variant: "area"),
            Of("[(]?[0-9](?:[ .()/-]{0,2}[0-9]){5,14}(?:x[0-9]{1,5})?(?![A-Za-z0-9_])", PhoneName + NumberWord + "(?i:" + Says + ")", DateText.IsNoDate, variant: "named")),

        // Finds: four to six digits, or letters and digits in the forms of Canada, the Netherlands and the United Kingdom, behind words such as zip code.
        // Misses: codes without the words; people/address has those of addresses.
        // Example: ZIP code: 94103
        // Source: https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions
        Detector.Create("pii/postal-code", "Postal code, named as such", certain: false,
            Of("(?:[0-9]{4,6}(?:-[0-9]{3,4})?|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[0-9]{4} ?[A-Z]{2})(?![A-Za-z0-9_-])",
                "(?i:" + WordStart + "zip|zip[ _-]?code|post[ _-]?code|postal[ _-]?code|" + WordStart + "plz|postleitzahl|code postal|c[óo]digo postal|" + WordStart + "cap)" + "(?i:" + NumberWord + Says + ")")),
    ];
}
