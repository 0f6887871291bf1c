using System.Buffers;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>Takes the endings off English words that grammar gives them, roughly: what is left is the same for <c>refund</c>, <c>refunds</c>, <c>refunded</c> and <c>refunding</c>.</summary>
internal static class WordStem
{
    private const int Shortest = 4;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly string[] Endings =
        ["izations", "ization", "ements", "ations", "ement", "ments", "ation", "ables", "iness", "ities", "ness", "ment", "able", "ible", "ings", "ions", "ally", "ing", "ion", "ers", "ors", "ies", "ied", "ity", "ive",
         "ily", "est", "es", "ed", "er", "or", "ly", "al", "s", "e", "y"];

    /// <summary>The stem of a word in lower case; the word itself where nothing may be taken off.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> word)
    {
        if (word.Length <= Shortest - 1 || word.ContainsAny(Digits))
            return word;
        foreach (string ending in Endings)
        {
            if (word.Length - ending.Length >= Shortest - 1 && word.EndsWith(ending, StringComparison.Ordinal))
                return Single(word[..^ending.Length]);
        }

        return word;
    }

    /// <summary>Takes off an end that grammar doubled: <c>shipp</c> of <c>shipping</c>, and the <c>e</c> that some forms have.</summary>
    private static ReadOnlySpan<char> Single(ReadOnlySpan<char> stem)
    {
        if (stem.Length >= Shortest && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e'))
            return stem[..^1];
        return stem.Length > Shortest && stem[^1] is 'e' or 'i' ? stem[..^1] : stem;
    }
}
