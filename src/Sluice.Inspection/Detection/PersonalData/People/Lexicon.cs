using System.Collections.Frozen;

namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>All words that are known, each with all that is known of it.</summary>
internal static class Lexicon
{
    /// <summary>Longer words are in no list.</summary>
    private const int Longest = 16;

    private static readonly FrozenDictionary<string, WordClass> Words = Build();

    private static readonly FrozenDictionary<string, WordClass>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static WordClass Of(ReadOnlySpan<char> word)
    {
        if (word.Length <= Longest && Lookup.TryGetValue(word, out WordClass known))
            return known;
        if (word.Length < 6)
            return WordClass.None;
        foreach (string end in PlaceLexicon.StreetEnds)
        {
            if (word.Length > end.Length + 2 && word.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return WordClass.Street;
        }

        return WordClass.None;
    }

    private static FrozenDictionary<string, WordClass> Build()
    {
        Dictionary<string, WordClass> words = new(StringComparer.OrdinalIgnoreCase);
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
        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string list, WordClass known)
        {
            foreach (string word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = words.GetValueOrDefault(word) | known;
        }
    }
}
