using System.Collections.Frozen;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>All words that are known, each with all that is known of it.</summary>
internal static class KnownWords
{
    /// <summary>Longer words are in no list.</summary>
    private const int Longest = 16;

    private static readonly WordFilter Any = new();

    private static readonly WordFilter Cues = new();

    private static readonly FrozenDictionary<string, WordClass> Words = Build();

    private static readonly FrozenDictionary<string, WordClass>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static WordClass Of(ReadOnlySpan<char> word)
    {
        if (word.Length <= Longest && Any.MayHave(word))
        {
            Span<char> small = stackalloc char[Longest];
            if (Lookup.TryGetValue(small[..word.ToLowerInvariant(small)], out WordClass known))
                return known;
        }

        return word.Length >= 6 && PlaceLexicon.StreetEnds.End(word, 3) ? WordClass.Street : WordClass.None;
    }

    /// <summary>Whether the word may be a cue; most are none, and need not be looked up.</summary>
    public static bool MayBeCue(ReadOnlySpan<char> word) => word.Length <= Longest && Cues.MayHave(word);

    private static FrozenDictionary<string, WordClass> Build()
    {
        Dictionary<string, WordClass> words = new(StringComparer.Ordinal);
        Add(PeopleLexicon.English, WordClass.Given);
        Add(PeopleLexicon.European, WordClass.Given);
        Add(PeopleLexicon.Other, WordClass.Given);
        Add(PeopleLexicon.Ambiguous, WordClass.Ambiguous);
        Add(PeopleLexicon.Family, WordClass.Family);
        Add(PeopleLexicon.Titles, WordClass.Title);
        Add(PeopleLexicon.Particles, WordClass.Particle);
        Add(PeopleLexicon.NameCues, WordClass.NameCue);
        Add(PeopleLexicon.PersonVerbs, WordClass.PersonVerb);
        Add(PlaceLexicon.Streets, WordClass.Street);
        Add(PlaceLexicon.Units, WordClass.Unit);
        Add(PlaceLexicon.Military, WordClass.Military);
        Add(PlaceLexicon.Countries, WordClass.Country);
        Add(PlaceLexicon.AddressCues, WordClass.AddressCue);
        Add(PlaceLexicon.Common, WordClass.Common);
        foreach ((string word, WordClass known) in words)
        {
            Any.Add(word);
            if ((known & (WordClass.NameCue | WordClass.AddressCue | WordClass.PersonVerb)) != WordClass.None)
                Cues.Add(word);
        }

        foreach (string word in (string[])["is", "was", "in", "from", "to", "at"])
            Cues.Add(word);
        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string list, WordClass known)
        {
            foreach (string word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = words.GetValueOrDefault(word) | known;
        }
    }
}
