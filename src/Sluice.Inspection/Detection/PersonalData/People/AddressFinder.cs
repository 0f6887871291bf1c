namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>
/// Reads a postal address from where it may begin: a house number, a street, a flat, a post box. Parts are collected as long as they look like parts of one, and the whole
/// counts if it has enough of them.
/// </summary>
internal static class AddressFinder
{
    /// <summary>Longest address, in words.</summary>
    private const int MostWords = 24;

    private const int MostLines = 7;

    /// <summary>Weight from which the parts are an address.</summary>
    private const int Enough = 3;

    /// <summary>Whether an address begins at <paramref name="first"/>; <paramref name="last"/> is its last word.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">Where it would begin.</param>
    /// <param name="announced">Words before it say that an address comes.</param>
    /// <param name="small">The text is written without capitals.</param>
    /// <param name="last">Its last word.</param>
    public static bool TryRead(in WordList words, int first, bool announced, bool small, out int last)
    {
        last = first;
        if (!Begins(words, first, announced))
            return false;
        int weight = announced ? 2 : 0;
        bool place = false; // A street, a flat, a box: numbers and names alone are no address.
        int numbers = 0;
        int lines = 0;
        for (int i = first; i < words.Count && i - first < MostWords; i++)
        {
            if (i > first && !GoesOn(words, i, small, ref lines))
                break;
            if (words.Has(i, WordForm.Number))
            {
                if (IsTooLong(words, i))
                    break;
                numbers++;
                weight += numbers == 1 || IsPostalCode(words, i) ? 1 : 0;
                last = i;
            }
            else if (words.Is(i, WordClass.Military))
            {
                place = true;
                weight += 2;
                last = i;
            }
            else if (words.Is(i, WordClass.Unit) && words.Has(i + 1, WordForm.Number))
            {
                place = true;
                weight += words.Length(i) > 2 ? 2 : 1;
                last = ++i;
            }
            else if (words.Is(i, WordClass.Street) && IsStreet(words, i, first))
            {
                place = true;
                weight += 2;
                last = i;
            }
            else if (words.Is(i, WordClass.Country))
            {
                weight++;
                last = i;
            }
            else if (words.Has(i, WordForm.Capital) || (small && !words.Is(i, WordClass.Common | WordClass.Particle)))
            {
                last = i;
            }
        }

        return (place || announced) && numbers > 0 && last > first && weight >= Enough;
    }

    private static bool Begins(in WordList words, int first, bool announced)
    {
        if (words.Has(first, WordForm.Number))
            return !IsTooLong(words, first) && (words.IsNamelike(first + 1) || words.Has(first + 1, WordForm.Number) || words.Is(first + 1, WordClass.Street | WordClass.Particle) || announced);
        if (words.Is(first, WordClass.Unit))
            return words.Has(first + 1, WordForm.Number);
        if (words.Is(first, WordClass.Military))
            return words.Has(first, WordForm.AllCapitals) || announced || words.Is(first + 1, WordClass.Unit) || words.Has(first + 1, WordForm.Initial);
        return words.IsNamelike(first) && (words.Is(first, WordClass.Street) || words.Is(first + 1, WordClass.Street) || words.Has(first + 1, WordForm.Number) || announced);
    }

    /// <summary>Whether the word may still belong to the address before it.</summary>
    private static bool GoesOn(in WordList words, int i, bool small, ref int lines)
    {
        Word word = words[i];
        if (word.Before == WordBreak.Colon || (word.Before == WordBreak.Stop && !words.IsAbbreviation(i - 1)))
            return false;
        if (word.Before == WordBreak.Line && ++lines >= MostLines)
            return false;
        if (words.Is(i, WordClass.Common) && !words.Is(i, WordClass.Street | WordClass.Unit | WordClass.Country | WordClass.Particle))
            return words.Has(i, WordForm.AllCapitals) && words.Length(i) == 2; // A state, such as OR or IN.
        if (words.Has(i, WordForm.Number | WordForm.Capital) || words.Is(i, WordClass.Particle | WordClass.Unit))
            return true;
        if (words.Is(i, WordClass.Street))
            return word.Before == WordBreak.Space;
        return small && !words.Is(i, WordClass.NameCue | WordClass.PersonVerb | WordClass.AddressCue);
    }

    /// <summary>A word of streets counts beside a name or a number; "close" and "way" alone are words.</summary>
    private static bool IsStreet(in WordList words, int i, int first) =>
        words.Has(i, WordForm.Capital) || (i > first && (words.Has(i - 1, WordForm.Capital | WordForm.Number) || words.Has(i + 1, WordForm.Number)));

    /// <summary>Four to six digits that end a line or the address's part.</summary>
    private static bool IsPostalCode(in WordList words, int i) => words.Length(i) is >= 4 and <= 6;

    private static bool IsTooLong(in WordList words, int i) => words.Length(i) > 7;
}
