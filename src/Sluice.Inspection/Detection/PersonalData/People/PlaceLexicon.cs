namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Words that addresses are made of, in the languages of most of Europe and the Americas, collected by this project.</summary>
internal static class PlaceLexicon
{
    /// <summary>Stand before or behind a street's name.</summary>
    public const string Streets =
        "street st road rd avenue ave av lane ln drive dr court ct boulevard blvd way place pl square sq terrace crescent close parkway pkwy highway hwy loop trail circle cir alley walk row mews grove gardens hill rise quay wharf path plaza pike turnpike crossing creek ridge view pass point " +
        "rue chemin impasse allée quai cours place faubourg via viale piazza corso vicolo largo strada contrada calle avenida plaza paseo camino carrera carretera ronda travesía rúa rua travessa praça estrada alameda camiño carrer avinguda passeig straße strasse str gasse weg platz allee ring damm ufer " +
        "straat laan plein gracht kade dreef gade vej allé gata gatan väg vägen vei veien gate katu tie utca út útja tér tere körút u ulica ul aleja al plac ulice náměstí třída cesta trg ulitsa prospekt sokak sokağı cadde caddesi bulvarı odos leoforos";

    /// <summary>Ends of words that are streets in one piece.</summary>
    public static readonly WordEnds StreetEnds = new(
        "straße", "strasse", "stasse", "gasse", "platz", "allee", "straat", "laan", "plein", "gracht", "steenweg", "plaats", "gade", "gatan", "gata", "vägen", "vejen", "veien", "weg", "vej", "vei", "katu", "tie", "utca", "torget", "toften", "vænget", "braut", "stræti", "vegur", "bakken", "damm", "ufer", "brücke", "park", "lände", "suaq");

    /// <summary>A number follows that tells doors of one house apart.</summary>
    public const string Units = "apt apartment suite ste unit flat room rm floor fl box postbox postfach casilla apartado lakás byt lejlighed appartement wohnung piso bus boks";

    public const string Military = "apo fpo dpo psc uss cmr po p.o pob";

    public const string Countries =
        "afghanistan albania algeria andorra angola antigua argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bermuda bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia comoros congo croatia cuba cyprus " +
        "czechia czech denmark djibouti dominica ecuador egypt england eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece greenland grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kiribati " +
        "korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg macedonia madagascar malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway " +
        "oman pakistan palau palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa scotland senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga trinidad tunisia turkey turkmenistan tuvalu uganda " +
        "ukraine uruguay usa uk uzbekistan vanuatu venezuela vietnam wales yemen zambia zimbabwe deutschland españa italia österreich schweiz nederland danmark sverige norge suomi polska magyarország";

    /// <summary>An address, or the place where somebody lives, often follows.</summary>
    public const string AddressCues =
        "address addresses adresse anschrift dirección indirizzo endereço adres lives live living reside resides arrived sent send ship shipped deliver delivered delivery located office offices return meet taxi visit statement parcel letter moved moving corner enter house home drops residing mail wohnt wohne vive habite abita";

    /// <summary>Never part of a name or an address, though sentences and headings write them with a capital.</summary>
    public const string Common =
        "i i'm i'd i've i'll the this that these those there here a an and or but if so as at by for from in into is it its it's of off on onto to with without you your yours we our ours us he she they them their theirs his her hers my mine me am are was were be been being will would can could shall should may might must do does did " +
        "done have has had having not no yes ok okay please thank thanks hello hi hey dear sorry what when where which who whom whose why how write give make create explain describe list find generate summarize translate tell show help use using let let's need want try get go see say think know look take come also then than " +
        "because while after before during until since about above below between both each every all any some many much more most other another such only own same too very just now never always often again further once new old first last next good great best one two three four five six seven eight nine ten " +
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today tomorrow yesterday day week month year time north south east west " +
        "english french german spanish italian portuguese dutch russian chinese japanese american british european african asian indian company inc ltd llc gmbh corp corporation university college school hospital bank party government state states city county department ministry committee institute association " +
        "ask meet visit remind invite send join follow consider imagine suppose according although though however therefore moreover either neither once whenever regarding despite among let's assume given " +
        "question answer input output example note title summary step chapter section table figure part page text data code function class method file user system model python java javascript html css sql api url json xml http https www windows linux google microsoft amazon apple facebook twitter internet web website email " +
        "phone mobile fax desk tel zip ssn dob iban card visa order invoice subject re fw fwd christmas easter god lord bible said mr mrs office account number name address bot client server version option true false null none";
}
