namespace Sluice.Inspection.Detection.Validators;

/// <summary>Shannon entropy of a text's own characters.</summary>
internal static class Entropy
{
    /// <summary>Bits per character. Characters outside ASCII share buckets, which can only lower the figure.</summary>
    public static double BitsPerCharacter(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 0;

        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var c in text)
            counts[c & 127]++;

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
                bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        }

        return bits;
    }
}
