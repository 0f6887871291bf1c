using System.Runtime.CompilerServices;

namespace Sluice.Inspection.Matching.Prefilter;

/// <summary>
/// Divides anchors into buckets, each where it adds the fewest hits on ordinary text; then moves single ones while that helps. Merging the best pair again and again
/// lets fewer places through, but takes seconds for what <see cref="AnchorIndex"/> sorts out in nanoseconds a place.
/// </summary>
internal sealed class AnchorBuckets
{
    private const int Passes = 3;

    private readonly List<ByteSet[]>[] _members;
    private readonly ByteSet[]?[] _unions;
    private readonly double[] _chances;

    private AnchorBuckets(int buckets)
    {
        _members = [.. Enumerable.Range(0, buckets).Select(_ => new List<ByteSet[]>())];
        _unions = new ByteSet[]?[buckets];
        _chances = new double[buckets];
    }

    /// <summary>The sets that each bucket allows by position; <paramref name="nibbles"/> if the kernel sees their hulls only.</summary>
    public static List<ByteSet[]> Divide(IReadOnlyList<Anchor> anchors, int buckets, bool nibbles)
    {
        IEnumerable<ByteSet[]> sequences = anchors.Select(anchor => nibbles ? [.. anchor.Sets.Select(set => set.NibbleHull())] : anchor.Sets);
        ByteSet[][] ordered = [.. sequences.OrderByDescending(sets => ByteFrequencies.OfSequence(sets))];
        AnchorBuckets division = new(buckets);
        foreach (ByteSet[] sets in ordered) division.Add(sets, division.Cheapest(sets));
        for (int pass = 1; pass < Passes; pass++) division.Improve(ordered);
        return [.. division._unions.OfType<ByteSet[]>()];
    }

    private void Improve(ByteSet[][] ordered)
    {
        foreach (ByteSet[] sets in ordered)
        {
            int from = Array.FindIndex(_members, members => members.Contains(sets));
            Remove(sets, from);
            Add(sets, Cheapest(sets));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Cheapest(ByteSet[] sets)
    {
        int best = 0;
        double lowest = double.MaxValue;
        for (int bucket = 0; bucket < _unions.Length; bucket++)
        {
            double added = _unions[bucket] is { } union ? ByteFrequencies.OfUnion(union, sets) - _chances[bucket] : ByteFrequencies.OfSequence(sets);
            if (added < lowest) (lowest, best) = (added, bucket);
        }

        return best;
    }

    private void Add(ByteSet[] sets, int bucket)
    {
        _members[bucket].Add(sets);
        _unions[bucket] = _unions[bucket] is { } union ? Union(union, sets) : sets;
        _chances[bucket] = ByteFrequencies.OfSequence(_unions[bucket]!);
    }

    private void Remove(ByteSet[] sets, int bucket)
    {
        _members[bucket].Remove(sets);
        _unions[bucket] = _members[bucket].Count == 0 ? null : _members[bucket].Aggregate(Union);
        _chances[bucket] = _unions[bucket] is { } union ? ByteFrequencies.OfSequence(union) : 0;
    }

    private static ByteSet[] Union(ByteSet[] a, ByteSet[] b)
    {
        var union = new ByteSet[Anchor.Width];
        for (int i = 0; i < Anchor.Width; i++) union[i] = a[i] | b[i];
        return union;
    }
}
