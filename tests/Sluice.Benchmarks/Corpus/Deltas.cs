namespace Sluice.Benchmarks.Corpus;

/// <summary>Cuts a text as models do.</summary>
internal static class Deltas
{
    /// <summary>Token-like pieces: a word with the space before it, long words in two or three, punctuation on its own.</summary>
    public static string[] TokenLike(string text, int seed)
    {
        var random = new Random(seed);
        var pieces = new List<string>();
        int at = 0;
        while (at < text.Length)
        {
            int end = at + 1;
            if (char.IsLetter(text[at]) || (text[at] == ' ' && end < text.Length && char.IsLetter(text[end])))
            {
                while (end < text.Length && char.IsLetter(text[end]))
                    end++;
                int most = random.Next(3, 9);
                if (end - at > most + 2)
                    end = at + most;
            }
            else if (char.IsAsciiDigit(text[at]))
            {
                while (end < text.Length && end - at < 3 && char.IsAsciiDigit(text[end]))
                    end++;
            }

            pieces.Add(text[at..end]);
            at = end;
        }

        return [.. pieces];
    }

    /// <summary>Pieces of equal length.</summary>
    public static string[] Even(string text, int length) => [.. text.Chunk(length).Select(c => new string(c))];
}
