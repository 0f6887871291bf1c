namespace Sluice.Cli.Evaluation.Metrics;

/// <summary>
/// Counts scores, each rounded to a millionth: enough to find thresholds, and never more than a million and one numbers however many texts there are.
/// </summary>
internal sealed class ScoreTally
{
    /// <summary>The score 1.</summary>
    public const int One = 1_000_000;

    private readonly Dictionary<int, long> _counts = [];

    public long Count { get; private set; }

    public static int Rounded(double score) => (int)Math.Round(Math.Clamp(score, 0, 1) * One);

    public void Add(double score)
    {
        int key = Rounded(score);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        Count++;
    }

    /// <summary>How many have at least <paramref name="threshold"/> millionths. A text in which nothing was found has 0 and is never counted.</summary>
    public Rate AtLeast(int threshold) => new(_counts.Where(c => c.Key >= Math.Max(1, threshold)).Sum(c => c.Value), Count);

    /// <summary>
    /// The lowest threshold, in millionths, that no more than <paramref name="rate"/> of the honest texts reach. Texts of one score pass or fail together: where a tie would
    /// exceed the rate, the threshold lies above all of them. 1,000,001 where not even the score 1 is rare enough.
    /// </summary>
    public static int Threshold(IEnumerable<ScoreTally> honest, double rate)
    {
        SortedDictionary<int, long> all = [];
        long texts = 0;
        foreach (ScoreTally tally in honest)
        {
            texts += tally.Count;
            foreach ((int score, long count) in tally._counts)
                all[score] = all.GetValueOrDefault(score) + count;
        }

        // Reaching the rate exactly is allowed; the tiny addend keeps 0.01 × 300 from being 2.9999….
        double allowed = (rate * texts) + 1e-9;
        long reached = 0;
        foreach ((int score, long count) in all.Reverse())
        {
            reached += count;
            if (reached > allowed)
                return score + 1;
        }

        return 1;
    }
}
