namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Merges anchors until they fit the buckets, always the two whose union adds the fewest hits on ordinary text. How well this is done decides the speed:
/// a greedy division let three times as many candidates through.
/// </summary>
internal static class AnchorBuckets
{
    /// <summary>More than this are first merged rule by rule: the work grows with the square.</summary>
    private const int MaxAnchors = 320;

    public static List<Anchor> Merge(List<List<Anchor>> byRule, int buckets, bool nibbles)
    {
        int total = byRule.Sum(anchors => anchors.Count);
        if (total > MaxAnchors)
        {
            int perRule = Math.Max(1, MaxAnchors / byRule.Count);
            byRule = [.. byRule.Select(anchors => Reduce(anchors, perRule, nibbles))];
        }

        return Reduce([.. byRule.SelectMany(anchors => anchors)], buckets, nibbles);
    }

    private static List<Anchor> Reduce(List<Anchor> anchors, int wanted, bool nibbles)
    {
        // Far more rules than can be compared pairwise: the first merges are arbitrary.
        while (anchors.Count > Math.Max(wanted, 2 * MaxAnchors)) anchors = [.. anchors.Chunk(2).Select(pair => pair.Aggregate((a, b) => a.Merged(b)))];
        int count = anchors.Count;
        if (count <= wanted) return anchors;
        Anchor?[] alive = [.. anchors];
        double[] costs = [.. anchors.Select(anchor => anchor.Cost(nibbles))];
        double[,] added = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++) added[i, j] = Added(i, j);
        }

        for (int left = count; left > wanted; left--)
        {
            var (high, low) = Cheapest(alive, added);
            alive[low] = alive[low]!.Merged(alive[high]!);
            alive[high] = null;
            costs[low] = alive[low]!.Cost(nibbles);
            for (int other = 0; other < count; other++)
            {
                if (alive[other] is null || other == low) continue;
                added[Math.Max(low, other), Math.Min(low, other)] = Added(low, other);
            }
        }

        return [.. alive.OfType<Anchor>()];

        double Added(int i, int j) => alive[i]!.Merged(alive[j]!).Cost(nibbles) - costs[i] - costs[j];
    }

    private static (int High, int Low) Cheapest(Anchor?[] alive, double[,] added)
    {
        var best = (High: 0, Low: 0);
        double lowest = double.MaxValue;
        for (int i = 0; i < alive.Length; i++)
        {
            if (alive[i] is null) continue;
            for (int j = 0; j < i; j++)
            {
                if (alive[j] is null || added[i, j] >= lowest) continue;
                (lowest, best) = (added[i, j], (i, j));
            }
        }

        return best;
    }
}
