namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// How often each byte stands in ordinary prompts and answers: prose, code and JSON in rough parts. Only speed hangs on it: it decides which part of a rule is looked
/// for first, and which rules share a bucket.
/// </summary>
internal static class ByteFrequencies
{
    private static readonly double[][] ByByte = Build();

    /// <summary>The chance that a byte of ordinary text is in the set.</summary>
    public static double Of(ByteSet set)
    {
        double sum = 0;
        for (int word = 0; word < 4; word++)
        {
            ulong bits = set.Word(word);
            for (int part = 0; part < 8; part++, bits >>= 8) sum += ByByte[(word * 8) + part][bits & 255];
        }

        return sum;
    }

    private static double[][] Build()
    {
        double[] weights = new double[256];
        Array.Fill(weights, 0.02);
        Weigh(" ", 140);
        Weigh("etaoinsrh", 52);
        Weigh("ldcumfpgwybvk", 18);
        Weigh("xjqz", 4);
        Weigh("0123456789", 9);
        Weigh("\n\".,_-/:()", 11);
        Weigh("'={}[]<>;*#", 5);
        Weigh("ETAOINSRHLDCUMFPGWYBVK", 3.5);
        Weigh("XJQZ+|\\&$%@!?~^`\t\r", 1.5);
        double total = weights.Sum();
        var tables = new double[32][];
        for (int part = 0; part < 32; part++)
        {
            tables[part] = new double[256];
            for (int bits = 0; bits < 256; bits++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    if ((bits >> bit & 1) != 0) tables[part][bits] += weights[(part * 8) + bit] / total;
                }
            }
        }

        return tables;

        void Weigh(string bytes, double weight)
        {
            foreach (char unit in bytes) weights[unit] = weight;
        }
    }
}
