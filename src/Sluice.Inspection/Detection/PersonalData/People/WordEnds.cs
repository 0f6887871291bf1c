namespace Sluice.Inspection.Detection.PersonalData.People;

/// <summary>Ends of words, looked up by their last letter first: most words end in none of them.</summary>
internal sealed class WordEnds
{
    private const int Buckets = 64;

    private readonly string[][] _ends = new string[Buckets][];

    /// <param name="ends">In small letters.</param>
    public WordEnds(params ReadOnlySpan<string> ends)
    {
        Array.Fill(_ends, []);
        foreach (string end in ends)
        {
            ref string[] bucket = ref _ends[Bucket(end[^1])];
            if (!bucket.Contains(end, StringComparer.Ordinal))
                bucket = [.. bucket, end];
        }
    }

    /// <summary>Whether the word ends so, with <paramref name="before"/> letters before it at least.</summary>
    public bool End(ReadOnlySpan<char> word, int before)
    {
        foreach (string end in _ends[Bucket(word[^1])])
        {
            if (word.Length >= end.Length + before && word.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Letters of both cases share a bucket, as far as ASCII goes; others do so by chance.</summary>
    private static int Bucket(char c) => char.ToLowerInvariant(c) & (Buckets - 1);
}
