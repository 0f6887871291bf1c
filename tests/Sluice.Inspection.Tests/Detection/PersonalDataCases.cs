namespace Sluice.Inspection.Tests.Detection;

/// <summary>How to reach people, their cards and accounts, their machines, their documents.</summary>
internal static class PersonalDataCases
{
    public static IReadOnlyList<DetectorCase> All { get; } = Build();

    private static IReadOnlyList<DetectorCase> Build()
    {
        var list = new CaseList();
        Contacts(list);
        Codes(list);
        Finance(list);
        Machines(list);
        Documents(list);
        return list.Cases;
    }

    private static void Contacts(CaseList list)
    {
        const string Mail = "pii/email";
        list.Must(Mail, "jane.doe+news@mail.example.org", "@@", "write to @@.", "<@@>", "mailto:@@?subject=x", "(@@)", "邮箱@@。", "a,@@;b");
        list.Must(Mail, "x@y.io", "@@", "\"@@\"");
        list.Pass(Mail, "jane@localhost", "@handle", "icon@2x.png", "lodash@4.17.21", "git@github.com:o/r.git", "user@ example.org", "a@b", "@Component.class", "x = y@z");

        const string Phone = "pii/phone";
        list.Must(Phone, "+44 20 7946 0958", "@@", "call @@ now", "tel:@@");
        list.Must(Phone, "+14155552671", "@@,", "\"phone\": \"@@\"");
        list.Must(Phone, "+41 (0)96 471 07 95", "Desk: @@\n");
        list.Must(Phone, "+1-448-414-3381x060", "@@ office");
        list.Must(Phone, "(415) 555-2671", "@@", "or @@.");
        list.Must(Phone, "415-555-2671", "@@", "Fax: @@");
        list.Must(Phone, "415.555.2671", "@@ ");
        list.Must(Phone, "020 7946 0958", "@@");
        list.Must(Phone, "07700 900 123", "@@", "mobile @@");
        list.Must(Phone, "06 12 34 56 78", "@@", "téléphone : @@");
        list.Must(Phone, "0341 8387176", "Tel. @@", "@@");
        list.Must(Phone, "0688 872 49 99", "messages to @@", "@@-fax");
        list.Must(Phone, "06-10446904", "@@");
        list.Must(Phone, "5403926876", "Phone: @@", "mobile number is @@.");
        list.Must(Phone, "(85) 5986-8343", "Office: @@", "@@-Fax");
        list.Must(Phone, "001-748-088-2851x818", "@@", "@@-Fax");
        list.Must(Phone, "833.719.3994x1887", "@@-fax");
        list.Must(Phone, "73 448 266", "You can call @@", "reach us at @@.", "Can someone call me on @@?", "stop the messages to @@");
        list.Must(Phone, "33 93 31", "tel. @@");
        list.Pass(Phone, "can call 12.05.2024", "to call 2019-2024", "call 911", "f(85) 5986", "(85) 59", "see (12) 345");
        list.Pass(Phone, "+1 2 3", "1761234567", "2026-11-21", "555-2671", "v1.415.555.2671", "415-555-26711", "id 415555267112", "+0123456789", "1.2345.6789", "01.02.2003", "01-02-03", "phone: none", "order 123-456-7890-12");
    }

    private static void Codes(CaseList list)
    {
        const string Code = "pii/postal-code";
        list.Must(Code, "94103", "ZIP: @@", "my zip code is @@", "Postleitzahl @@", "\"postalCode\": \"@@\"", "PLZ @@ Berlin");
        list.Must(Code, "94103-1234", "zip code @@");
        list.Must(Code, "LS1 4DY", "Postcode: @@", "postal code @@.");
        list.Must(Code, "1012 AB", "postcode @@");
        list.Pass(Code, "94103", "zip file 94103", "zip 12", "unzip 94103x", "zip code 123456789", "postal code of the house");
    }

    private static void Finance(CaseList list)
    {
        const string Card = "pii/payment-card";
        list.Must(Card, "4111111111111111", "@@", "card @@.", "\"@@\"", "pan=@@&", "卡号@@。", "-@@");
        list.Must(Card, "4111 1111 1111 1111", "@@", "@@ 12/27", "@@ 123");
        list.Must(Card, "5555-5555-5555-4444", "@@", "(@@)");
        list.Must(Card, "378282246310005", "@@", "amex @@ ");
        list.Must(Card, "3782 822463 10005", "@@", "3782 @@".Replace("3782 @@", "no. @@", StringComparison.Ordinal));
        list.Must(Card, "6011 0009 9013 9424", "@@");
        list.Must(Card, "3530111333300000", "@@");
        list.Must(Card, "2223000048410010", "@@");
        list.Must(Card, "3056 930902 5904".Replace("3056 930902 5904", "30569309025904", StringComparison.Ordinal), "@@");
        list.Must(Card, "4006381000002", "Visa @@");
        list.Must(Card, "622202010000001236", "@@");
        list.Must(Card, "180000826105910", "my card @@");
        list.Must(Card, "4111\u00A01111\u00A01111\u00A01111", "@@");
        list.Pass(Card, "4111111111111112", "1111111111111117", "0.4111111111111111", "4111111111111111222", "a4111111111111111", "4111111111111111f", "4006381000093", "4111-1111-1111", "9007199254740992",
            "4000000000000000", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "1761234567890123", "7011111111111111");

        list.Must(Card, "4006381000093".Replace("0093", "0002", StringComparison.Ordinal), "my card @@", "cc @@ expires");
        list.Must(Card, "4222222222222", "card number is @@", "for this card: @@.");

        const string Account = "pii/iban";
        list.Must(Account, "GB82WEST12345698765432", "@@", "IBAN @@.", "iban:@@,", "卡@@卡");
        list.Must(Account, "DE89 3704 0044 0532 0130 00", "@@", "to @@ for Jane", "@@ BIC COBADEFF");
        list.Must(Account, "NL91ABNA0417164300", "@@");
        list.Must(Account, "NO93 8601 1117 947", "@@ ", "@@, NOK");
        list.Must(Account, "MT84MALT011000012345MTLCAST001S", "@@");
        list.Must(Account, "FR1420041010050500013M02606", "@@");
        list.Pass(Account, "GB82WEST12345698765433", "GB82WEST1234569876543", "XX82WEST12345698765432", "gb82west12345698765432", "AGB82WEST12345698765432", "DE89 3704", "GB82");
    }

    private static void Machines(CaseList list)
    {
        const string V4 = "pii/ipv4";
        list.Must(V4, "203.0.113.42", "@@", "from @@:443", "http://@@/x", "[@@]", "at @@.");
        list.Must(V4, "10.218.6.131", "|@@|", "@@/24");
        list.Pass(V4, "256.1.1.1", "1.2.3", "1.2.3.4", "127.0.0.1", "0.0.0.0", "255.255.255.0", "v10.20.30.40", "10.20.30.400", "10.0.100-rc.2", "203.0.113.042");

        const string V6 = "pii/ipv6";
        list.Must(V6, "2001:db8::8a2e:370:7334", "@@", "from @@ at", "[@@]:443");
        list.Must(V6, "52c8:9667:a822:be15:98b7:cc5f:8a78:70ca", "@@,", "ip=@@");
        list.Must(V6, "fe80::1ff:fe23:4567:890a%eth0", "@@");
        list.Must(V6, "2001:db8::1", "@@/64");
        list.Pass(V6, "12:34:56", "::1", "std::vec", "a::b", "ab::cd::ef", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "00:1B:44:11:3A:B7", "2001:db8::1::2", "face::bad");

        const string Mac = "pii/mac-address";
        list.Must(Mac, "00:1B:44:11:3A:B7", "@@", "ether @@ brd");
        list.Must(Mac, "00-1b-44-11-3a-b7", "@@.");
        list.Pass(Mac, "00:1B:44:11:3A", "00:1B:44:11:3A:B7:C8", "00:1B-44:11-3A:B7", "12:34:56", "00:1G:44:11:3A:B7", "001B44113AB7");
    }

    private static void Documents(CaseList list)
    {
        const string Birth = "pii/date-of-birth";
        list.Must(Birth, "1990-05-17", "DOB: @@", "born @@,", "date of birth is @@", "\"date_of_birth\": \"@@\"", "Geburtsdatum: @@", "birthday @@");
        list.Must(Birth, "20.7.1962", "DOB @@.", "geboren am @@");
        list.Must(Birth, "07/24/1976", "born on @@", "Birthdate: @@");
        list.Must(Birth, "24/07/76", "D.O.B. @@");
        list.Must(Birth, "17 May 1990", "born on @@ in", "née le @@".Replace("née le", "date of birth:", StringComparison.Ordinal));
        list.Must(Birth, "May 17, 1990", "was born @@");
        list.Pass(Birth, "1990-05-17", "stubborn 1990-05-17", "DOB: 1990-13-45", "born 32.1.2000", "born in 1990", "DOB: unknown", "born 1.2.3", "DOB 1790-05-17");

        const string Passport = "pii/passport";
        list.Must(Passport, "O87806146", "Passport number @@ expires", "passport: @@", "passport no. @@", "\"passport_number\": \"@@\"");
        list.Must(Passport, "311749840", "passport # @@", "Reisepass @@", "my passport number is @@.");
        list.Pass(Passport, "O87806146", "passport control", "passport number", "passport 12", "passport.js 0.6.0", "passport required");

        const string Licence = "pii/driving-licence";
        list.Must(Licence, "A56319335", "my driver's license number is @@", "Drivers License: @@", "driving licence no @@");
        list.Must(Licence, "2270-66-1551", "driver's license number is @@");
        list.Must(Licence, "MORGA657054SM9IJ", "Driving licence: @@,", "\"driving_licence\":\"@@\"");
        list.Pass(Licence, "A56319335", "driver's license expired", "driving licence number", "license: 123456789", "driver's license MIT-0");
    }
}
