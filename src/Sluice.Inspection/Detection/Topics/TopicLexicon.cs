using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Topics;

/// <summary>Words that mean much the same, and words that say nothing. A small lexicon of our own: what it does not know is compared by its letters alone.</summary>
internal static class TopicLexicon
{
    private static readonly string[] Groups =
    [
        "refund reimburse reimbursement repay repayment moneyback chargeback rebate compensate compensation cashback", "promise guarantee assure assurance pledge commit commitment warrant ensure vow",
        "buy purchase acquire order shop shopping checkout", "sell sale vendor retail merchant reseller", "price cost fee charge tariff rate pricing fare", "discount coupon voucher promo markdown deal bargain",
        "pay payment paid transfer remit settle", "money cash funds currency dollar euro pound", "loan credit lend mortgage borrow debt lender", "invest investment stock share portfolio equity fund bond dividend broker trading",
        "crypto bitcoin cryptocurrency ethereum blockchain token coin wallet", "tax taxation taxes levy deduction irs fiscal vat", "insurance insure insurer policyholder premium coverage", "bank banking account iban deposit",
        "salary wage pay compensation earnings bonus payroll remuneration", "job employment career position vacancy hire hiring recruit recruitment", "dismiss fire layoff terminate redundancy resign severance",
        "employee staff worker personnel colleague coworker", "boss manager supervisor executive director leader", "company firm corporation enterprise business organization employer", "competitor rival competition alternative competing",
        "contract agreement deal treaty clause", "law legal statute legislation regulation lawful juridical", "lawyer attorney solicitor counsel barrister advocate", "court judge trial lawsuit litigation tribunal sue plaintiff defendant",
        "crime criminal offense felony illegal unlawful illicit", "police officer cop sheriff detective", "prison jail imprison inmate detention", "steal theft rob robbery burglary shoplift larceny thief loot",
        "fraud scam swindle deceive forgery counterfeit phishing", "kill murder homicide assassinate slay manslaughter", "attack assault strike ambush raid", "weapon gun firearm rifle pistol handgun shotgun ammunition ammo bullet revolver",
        "bomb explosive detonate grenade dynamite blast explosion explode", "war warfare combat battle military army soldier troop", "drug narcotic cocaine heroin methamphetamine fentanyl opioid cannabis marijuana weed mdma lsd",
        "alcohol beer wine whiskey vodka liquor drunk booze", "tobacco cigarette smoke smoking vape nicotine", "gamble gambling casino bet betting wager poker slot lottery jackpot",
        "sex sexual erotic porn pornography nude intimate", "romance love dating relationship partner boyfriend girlfriend", "marriage marry wedding wife husband spouse divorce", "pregnant pregnancy birth abortion contraception fertility",
        "child kid toddler infant baby minor", "parent mother father mom dad guardian", "family relative sibling brother sister", "health healthy wellness wellbeing medical",
        "doctor physician clinician surgeon gp specialist", "medicine medication drug prescription dose dosage pill tablet pharmaceutical milligram paracetamol ibuprofen aspirin antibiotic antidepressant insulin", "disease illness sickness disorder syndrome infection diabetes asthma", "symptom pain ache fever cough nausea rash headache dizzy swelling",
        "diagnose diagnosis diagnostic prognosis", "treat treatment therapy cure remedy heal", "hospital clinic ward emergency ambulance", "vaccine vaccination immunization inoculate jab", "cancer tumor oncology chemotherapy malignant",
        "depression anxiety mental psychology psychiatric therapist counseling", "suicide suicidal selfharm", "diet nutrition calorie eating weight slimming", "exercise workout fitness gym training",
        "food meal dish cuisine eat dining", "recipe cook cooking bake baking kitchen ingredient", "restaurant cafe diner eatery bistro", "coffee tea drink beverage espresso", "meat beef pork chicken steak", "vegetable fruit vegan vegetarian salad",
        "travel trip journey vacation holiday tour tourism tourist", "flight airline airport plane aircraft aviation", "hotel accommodation hostel lodging resort room", "train railway rail station locomotive", "car vehicle automobile auto truck motor",
        "drive driving driver highway traffic", "bicycle bike cycling cyclist", "ship boat vessel ferry maritime", "visa passport immigration immigrant asylum border", "politics political politician government policy",
        "election vote voter ballot campaign candidate electoral", "president chancellor minister senator congress parliament premier", "party republican democrat conservative liberal socialist", "protest demonstration rally strike riot",
        "religion religious faith church mosque temple belief", "god allah jesus bible quran pray prayer worship", "christian muslim jewish hindu buddhist islam christianity judaism", "school education teach teacher pupil classroom",
        "university college campus degree student academic", "exam test quiz homework assignment essay grade", "cheat plagiarism plagiarize", "learn study training course lesson tutorial", "science scientific research experiment laboratory",
        "physics quantum particle energy force", "chemistry chemical compound reaction molecule acid", "biology cell gene dna organism species", "math mathematics algebra calculus equation geometry", "space planet star galaxy astronomy rocket orbit nasa",
        "climate warming emission carbon greenhouse", "weather rain storm snow forecast temperature", "environment pollution recycle sustainable ecology", "animal wildlife mammal creature beast", "dog puppy canine", "cat kitten feline",
        "plant garden gardening flower tree crop", "farm farmer agriculture harvest livestock", "computer laptop pc desktop machine", "software program application app code", "programming coding developer programmer engineer",
        "bug error defect crash failure fault", "database sql query table schema", "server hosting cloud deployment infrastructure", "network internet wifi router connection bandwidth", "hack hacker hacking exploit breach intrusion cyberattack",
        "malware virus ransomware trojan spyware worm", "password credential login passphrase authentication", "privacy confidential private secrecy personal", "security secure protection safeguard", "secret classified undisclosed proprietary",
        "artificial intelligence ai model chatbot llm", "phone smartphone mobile cellphone iphone android", "game gaming videogame console player", "football soccer goalkeeper striker fifa", "sport athlete tournament league match championship",
        "basketball baseball hockey tennis golf", "music song album singer band melody", "film movie cinema actor director hollywood", "television tv series show episode", "book novel author literature writer", "poem poetry verse rhyme",
        "art painting artist drawing sculpture museum", "fashion clothes clothing dress outfit apparel", "beauty cosmetic makeup skincare", "house home apartment flat residence", "rent tenant landlord lease rental eviction", "realestate property estate realtor",
        "renovate repair fix mend maintenance restore", "furniture sofa table chair bed", "customer client buyer consumer shopper", "support assistance service helpdesk", "complain complaint dissatisfied grievance", "cancel cancellation terminate revoke unsubscribe",
        "return exchange replace replacement", "deliver delivery ship shipping shipment courier parcel package", "product item goods merchandise article", "warranty guarantee coverage", "subscription membership plan renewal subscribe",
        "advertise advertisement ad marketing promotion commercial", "brand logo trademark slogan", "news journalist press media reporter newspaper", "conspiracy hoax misinformation disinformation rumor", "race racism racist ethnic discrimination prejudice",
        "gender transgender feminism lgbt gay lesbian homosexual", "insult offend slur mock humiliate", "harass harassment bully bullying stalk stalking", "threat threaten intimidate blackmail extort", "terror terrorism terrorist extremist extremism radicalize",
        "hostage kidnap kidnapping abduct ransom", "traffick trafficking smuggle smuggling slavery", "evade evasion launder laundering offshore", "passport license certificate document id", "date calendar schedule appointment meeting",
        "email mail letter message correspondence", "advice recommend recommendation suggest suggestion guidance", "opinion view belief stance", "merger acquisition takeover buyout", "bankrupt bankruptcy insolvency liquidation",
        "forecast prediction projection outlook guidance", "revenue profit earnings income turnover margin", "strategy roadmap plan objective", "audit compliance governance auditor", "nuclear uranium reactor radioactive plutonium", "poison toxic toxin venom ricin cyanide",
        "biological pathogen anthrax bioweapon", "astrology horoscope zodiac tarot", "ghost paranormal supernatural occult", "death die dying funeral dead", "accident crash collision injury", "fire flood earthquake disaster hurricane",
    ];

    private static readonly string[] Empty =
        """
        a about above after again against ago all almost along already also although always am among an and another any anybody anyone anything are as ask at away be became because become been before began begin
        being below between both bring but by call came can cannot come could day did different do does doing done down during each either else end enough even ever every everybody everything example explain far few find first
        for found from full gave get give given go goes going gone good got great had half has have having he her here him his how however i if in into is it its itself just keep kind know large last later least left less let
        like list little long look made make many may me mean might more most much must my myself name near need never new next no none nor not nothing now of off often old on once one only or other others our out over own part
        people place please point put question quite rather really right said same saw say second see seem set several shall she should show since small so some somebody something soon still such sure take tell than thank
        thanks that the their them then there these they thing things think third this those though three through thus time to today together told too took toward try two under until up upon us use used using usually very
        want was way we well went were what when where whether which while who whom whose why will with within without word work would write year yes yet you your yourself hello hi ok okay it's i'm don't can't isn't
        four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million day days week month year hour minute best better create write list help name names number article text sentence paragraph summary
        summarize describe answer question word words topic following describe identify provide given generate doesn't didn't won't i'd i'll i've you're that's what's there's let's
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fields that groups belong to, each by the first words of its groups.</summary>
    private static readonly string[] Fields =
    [
        "health doctor medicine disease symptom diagnose treat hospital vaccine cancer depression suicide diet pregnant poison biological blood pressure patient nurse surgery therapy",
        "refund money loan invest crypto tax insurance bank bankrupt revenue merger audit launder evade budget", "buy sell price discount pay return deliver product warranty subscription cancel complain customer order shop",
        "contract law lawyer court", "crime police prison steal fraud kill traffick hostage", "weapon bomb war nuclear terror caliber barrel trigger gunpowder", "drug alcohol tobacco gamble",
        "politics election president party protest immigration government parliament", "religion god christian", "sex romance marriage", "salary job dismiss employee boss", "travel flight hotel train passport",
        "car bicycle drive engine brake tire", "food recipe restaurant coffee meat vegetable", "computer software programming bug database server network hack malware password artificial phone",
        "school university exam learn cheat", "science physics chemistry biology math space", "climate weather environment animal plant farm", "football sport basketball", "music film television book poem art",
        "house rent realestate renovate furniture", "race gender insult harass threat", "child parent family", "game chess puzzle",
    ];

    private static readonly Dictionary<string, int> GroupOfStem = BuildGroups();
    private static readonly string[] FirstStems = [.. Groups.Select(g => WordStem.Of(g.AsSpan(0, g.IndexOf(' '))).ToString())];
    private static readonly Dictionary<string, int> FieldOfStem = BuildFields();
    private static readonly HashSet<string> EmptyWords = new(Empty.Select(BareLetters.Squeeze), StringComparer.Ordinal);

    /// <summary>Whether a word, folded, says nothing of a subject.</summary>
    public static bool IsEmpty(ReadOnlySpan<char> word) => EmptyWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>The group of words that the stem is of, or -1.</summary>
    public static int GroupOf(ReadOnlySpan<char> stem) => GroupOfStem.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stem, out int group) ? group : -1;

    /// <summary>The field that the stem is of, by itself or by its group, or -1.</summary>
    public static int FieldOf(ReadOnlySpan<char> stem, int group)
    {
        if (FieldOfStem.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stem, out int field))
            return field;
        return group >= 0 && FieldOfStem.TryGetValue(FirstStems[group], out field) ? field : -1;
    }

    private static Dictionary<string, int> BuildFields()
    {
        Dictionary<string, int> fields = new(StringComparer.Ordinal);
        for (int i = 0; i < Fields.Length; i++)
        {
            foreach (string word in Fields[i].Split(' '))
                fields.TryAdd(WordStem.Of(word).ToString(), i);
        }

        return fields;
    }

    /// <summary>A stem in several groups belongs to the first.</summary>
    private static Dictionary<string, int> BuildGroups()
    {
        Dictionary<string, int> groups = new(StringComparer.Ordinal);
        for (int i = 0; i < Groups.Length; i++)
        {
            foreach (string word in Groups[i].Split(' '))
                groups.TryAdd(WordStem.Of(word).ToString(), i);
        }

        return groups;
    }
}
