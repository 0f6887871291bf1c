namespace Sluice.Inspection.Tests.Detection;

/// <summary>National numbers, with the check digits of published examples.</summary>
internal static class NationalIdCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        EnglishSpeaking(list);
        European(list);
        NordicAndAlpine(list);
        Overseas(list);
        return list.Cases;
    }

    private static void EnglishSpeaking(CaseList list)
    {
        const string Ssn = "pii/us-ssn";
        list.Must(Ssn, "536-22-1847", "@@", "SSN is @@, DOB", "x,@@\n", "(@@)");
        list.Must(Ssn, "536221847", "SSN: @@", "social security number @@.", "\"ssn\":\"@@\"");
        list.Must(Ssn, "536 22 1847", "social security no. @@", "ssn @@");
        list.Pass(Ssn, "000-22-1847", "666-22-1847", "936-22-1847", "536-00-1847", "536-22-0000", "536221847", "536 22 1847", "1536-22-1847", "536-22-18471", "536-22-1847-1", "ISSN 536221847", "2536-22-1847");

        list.Must("pii/us-ssn-spaced", "536 22 1847", "@@", "id @@.");
        list.Pass("pii/us-ssn-spaced", "000 22 1847", "536 22 184", "536 22 18470", "536-22-1847", "1.536 22 1847");

        list.Must("pii/us-itin", "912-78-1234", "@@", "ITIN @@,");
        list.Pass("pii/us-itin", "912-40-1234", "912-93-1234", "812-78-1234", "912-78-12345", "1912-78-1234");

        const string Nhs = "pii/uk-nhs-number";
        list.Must(Nhs, "943 476 5919", "NHS number @@, born", "NHS: @@", "NHS no. @@.");
        list.Must(Nhs, "9434765919", "nhs_number=@@", "\"nhsNumber\": \"@@\"");
        list.Pass(Nhs, "943 476 5919", "NHS number 943 476 5918", "NHS number 943 476", "NHS 0000000000", "NHS staff 9434765919", "bnhs 9434765919");

        const string Nino = "pii/uk-nino";
        list.Must(Nino, "AB123456C", "@@", "NI: @@.", "ni_number=@@");
        list.Must(Nino, "AB 12 34 56 C", "@@ ");
        list.Pass(Nino, "GB123456C", "AB123456E", "DA123456C", "AB12345C", "XAB123456C", "AB1234567C", "ab123456c", "AB123456CD", "ZZ123456A");

        const string Sin = "pii/ca-sin";
        list.Must(Sin, "130 692 544", "SIN @@", "SIN: @@.");
        list.Must(Sin, "130692544", "social insurance number @@,", "Social Insurance No. @@");
        list.Pass(Sin, "130 692 544", "SIN 130 692 545", "SIN 000 000 000", "sin 130 692 544", "SINGLE 130 692 544", "BASIN 130692544");
    }

    private static void European(CaseList list)
    {
        list.Must("pii/es-dni", "12345678Z", "@@", "DNI @@.", "dni=@@&");
        list.Must("pii/es-dni", "X1234567L", "NIE: @@");
        list.Must("pii/es-dni", "Y-1234567-X", "@@");
        list.Pass("pii/es-dni", "12345678A", "12345678z", "X1234567A", "112345678Z", "12345678ZA", "00000000X1", "AX1234567L");

        list.Must("pii/pl-pesel", "44051401359", "PESEL 44051401359".Replace("44051401359", "@@", StringComparison.Ordinal), "pesel: @@,");
        list.Must("pii/pl-pesel", "02270812343", "\"pesel\":\"@@\"");
        list.Pass("pii/pl-pesel", "44051401359", "PESEL 44051401358", "PESEL 44991401359", "PESEL 440514013590", "PESEL register");

        list.Must("pii/nl-bsn", "111222333", "BSN @@", "burgerservicenummer: @@.", "\"bsn\": \"@@\"");
        list.Must("pii/nl-bsn", "1234.56.782", "sofinummer @@");
        list.Pass("pii/nl-bsn", "111222333", "BSN 111222334", "BSN 111111111", "BSN 1112223334", "ABSN 111222333");

        list.Must("pii/de-tax-id", "86 095 742 719", "Steuer-ID: @@", "IdNr. @@.");
        list.Must("pii/de-tax-id", "47036892816", "Steueridentifikationsnummer @@", "steuer-idnr: @@", "tax_id=@@");
        list.Pass("pii/de-tax-id", "86095742719", "Steuer-ID 86095742718", "Steuer-ID 12345678903", "Steuer-ID 06095742719", "Steuernummer 86095742719");

        list.Must("pii/it-codice-fiscale", "RSSMRA85T10A562S", "@@", "CF: @@.", "cf=@@");
        list.Must("pii/it-codice-fiscale", "MRTMTT91D08F205J", "@@,");
        list.Pass("pii/it-codice-fiscale", "RSSMRA85T10A562T", "rssmra85t10a562s", "RSSMRA85T10A562", "XRSSMRA85T10A562S", "RSSMRA85F10A562S");

        list.Must("pii/fr-nir", "1 84 12 76 451 089 46", "@@", "sécu @@.");
        list.Must("pii/fr-nir", "184127645108946", "NIR: @@", "@@,");
        list.Must("pii/fr-nir", "255082A12345646", "@@");
        list.Pass("pii/fr-nir", "184127645108947", "1 84 12 76 451 089", "384127645108946", "1841276451089461", "184137645108946", "0.184127645108946");

        list.Must("pii/be-national-number", "85.07.30-033.28", "@@", "nr @@.");
        list.Must("pii/be-national-number", "01.02.03-004.67", "@@");
        list.Must("pii/be-national-number", "85073003328", "Rijksregisternummer: @@", "numéro national @@,");
        list.Pass("pii/be-national-number", "85.07.30-033.29", "85073003328", "85.17.30-033.28", "185.07.30-033.28", "00.00.00-000.00");
    }

    private static void NordicAndAlpine(CaseList list)
    {
        list.Must("pii/se-personnummer", "811228-9874", "@@", "personnummer @@.");
        list.Must("pii/se-personnummer", "19640823-3234", "@@,");
        list.Must("pii/se-personnummer", "640883-3231", "samordningsnummer @@");
        list.Pass("pii/se-personnummer", "811228-9875", "811328-9874", "811228-98741", "1811228-9874", "8112289874", "811200-9874");

        list.Must("pii/fi-hetu", "131052-308T", "@@", "hetu: @@.");
        list.Must("pii/fi-hetu", "010199-0011".Replace("0011", "001" + "1", StringComparison.Ordinal), "@@ ");
        list.Pass("pii/fi-hetu", "131052-308U", "131352-308T", "131052-308", "131052X308TT", "1131052-308T", "131052/308T");

        list.Must("pii/ch-ahv", "756.9217.0769.85", "@@", "AHV @@.");
        list.Must("pii/ch-ahv", "7569217076985", "@@", "ahv=@@");
        list.Pass("pii/ch-ahv", "756.9217.0769.84", "755.9217.0769.85", "7569217076984", "75692170769855", "1.7569217076985");
    }

    private static void Overseas(CaseList list)
    {
        list.Must("pii/br-cpf", "111.444.777-35", "@@", "CPF: @@.");
        list.Must("pii/br-cpf", "52998224725", "CPF @@", "\"cpf\": \"@@\"");
        list.Pass("pii/br-cpf", "111.444.777-36", "111.111.111-11", "52998224725", "CPF 52998224726", "1111.444.777-35", "111.444.777-355");

        list.Must("pii/in-aadhaar", "2341 2341 2346", "Aadhaar @@", "aadhar card no: @@.", "UID: @@");
        list.Must("pii/in-aadhaar", "499118665246", "Aadhaar number is @@", "\"aadhaar\":\"@@\"");
        list.Pass("pii/in-aadhaar", "2341 2341 2346", "Aadhaar 2341 2341 2347", "Aadhaar 1341 2341 2346", "guid 234123412346", "Aadhaar 2222 2222 2222");
    }
}
