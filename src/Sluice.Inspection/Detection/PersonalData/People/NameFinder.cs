namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Reads a person's name from a capitalised word on: a known given name, a title or a cue before it, what people do behind it.</summary>
internal static class NameFinder
{
    /// <summary>Most words of a name.</summary>
    private const int MostWords = 5;

    /// <summary>Ends of family names that hardly any other words have.</summary>
    private static readonly WordEnds FamilyEnds = new(
        "ović", "ević", "ić", "ovic", "evic", "ski", "cki", "ska", "cka", "sson", "ssen", "nsen", "dsen", "rsen", "enko", "chuk", "yan", "ian", "oğlu", "oglu", "dóttir", "ová", "ova", "eva", "ovich", "evich", "ovna",
        "ulos", "akis", "idis", "shvili", "dze", "quist", "qvist", "ström", "gren", "lund", "mann", "bauer", "stein", "berg", "burg", "meyer", "maier", "inen", "nen", "escu", "ez", "ães", "ares");

    /// <summary>Whether a name begins at <paramref name="first"/>; <paramref name="last"/> is its last word.</summary>
    public static bool TryRead(in WordList words, int first, bool announced, out int last)
    {
        last = first;
        if (!words.IsNamelike(first) || words.Is(first, WordClass.Country))
            return false;
        last = Extend(words, first);
        WordClass known = words.ClassOf(first);
        bool several = last > first;
        bool given = (known & WordClass.Given) != WordClass.None;
        bool ambiguous = (known & (WordClass.Ambiguous | WordClass.Street | WordClass.Unit)) != WordClass.None;
        if (announced || words.Is(first - 1, WordClass.Title))
            return words.Touches(first) || announced;
        if (several && (given || (words.Is(last, WordClass.Family) && !ambiguous)))
            return !(ambiguous && words[first].Before == WordBreak.Stop && !words.Is(last, WordClass.Family | WordClass.Given) && !HasFamilyEnd(words, last));
        if (given && !ambiguous)
            return true;
        if ((several || words[first].Before is not (WordBreak.Stop or WordBreak.Line)) && HasFamilyEnd(words, last))
            return true;
        if (words.Is(first, WordClass.Family | WordClass.Given) && words.Has(last, WordForm.Possessive))
            return true;
        return IsSubject(words, last);
    }

    /// <summary>Somebody does what only people do.</summary>
    private static bool IsSubject(in WordList words, int last) =>
        words.Touches(last + 1) && words.Has(last + 1, WordForm.Capital) == false && words.Is(last + 1, WordClass.PersonVerb);

    private static int Extend(in WordList words, int first)
    {
        int last = first;
        for (int i = first + 1; i < words.Count && i - first < MostWords; i++)
        {
            if (!words.Touches(i) || words.Has(i - 1, WordForm.Possessive))
                break;
            if (words.Has(i, WordForm.Initial) || (words.IsNamelike(i) && !words.Is(i, WordClass.Country)))
                last = i;
            else if (!(words.Is(i, WordClass.Particle) && (words.Has(i + 1, WordForm.Capital) || (words.Is(i + 1, WordClass.Particle) && words.Has(i + 2, WordForm.Capital)))))
                break;
        }

        // An initial at the end is rather a pronoun or a list.
        return last > first && words.Has(last, WordForm.Initial) && words.Is(last, WordClass.Common) ? last - 1 : last;
    }

    /// <summary>Ends as family names do and hardly any other word.</summary>
    public static bool HasFamilyEnd(ReadOnlySpan<char> word) => word.Length >= 6 && FamilyEnds.End(word, 2);

    private static bool HasFamilyEnd(in WordList words, int index) =>
        !words.Is(index, WordClass.Street | WordClass.Country | WordClass.Common) && HasFamilyEnd(words.Text(index));
}
