namespace Sluice.Benchmarks.Corpus;

/// <summary>The words that the benchmark's texts are made of.</summary>
internal static class Vocabulary
{
    public static readonly string[] Nouns = Split("""
        report team customer order invoice harbour winter river market engine question answer meeting river garden library teacher student
        doctor patient ticket account manager project deadline budget delivery supplier warehouse contract kitchen station train window morning evening
        weather forecast machine service request response message summary paragraph chapter letter number result measure experiment temperature pressure
        village mountain journey bicycle passenger luggage coffee breakfast neighbour festival orchestra painting museum history government election
        newspaper article opinion argument example reason problem solution method pattern language grammar sentence dictionary translation
        """);

    public static readonly string[] Verbs = Split("""
        explains shows describes improves follows delays confirms cancels repeats supports requires includes replaces compares measures
        writes reads sends receives opens closes moves keeps finds loses builds repairs paints teaches learns remembers forgets
        believes suggests expects answers asks delivers collects organises prepares finishes starts changes reduces increases
        """);

    public static readonly string[] Adjectives = Split("""
        quarterly early late quiet large small careful honest recent ordinary difficult simple strange new old useful local public
        private narrow broad cheap expensive bright dark warm cold careful patient curious complete partial previous following familiar
        """);

    public static readonly string[] Adverbs = Split("usually rarely quickly slowly carefully almost never always often sometimes perhaps certainly clearly barely nearly again together");

    public static readonly string[] Links = Split("and but because although while when after before since unless whereas so");

    public static readonly string[] Names = Split("Maria Jonas Priya Kenji Amara Lucas Ingrid Omar Sofia Pavel Chloe Mateo Lisbon Hamburg Nairobi Osaka Toronto Bergen Krakow Lima");

    public static readonly string[] Identifiers = Split("""
        index count total buffer offset length result value items next current previous handler context options builder writer reader
        queue worker timeout retries cache session record entry payload header status message events listener snapshot revision
        """);

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
