using Sluice.Cli.Evaluation.Data;

namespace Sluice.Cli.Evaluation.Metrics;

/// <summary>A stretch that was found.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One behind the last.</param>
internal readonly record struct FoundSpan(int Start, int End);

/// <summary>
/// Compares what was found with what is marked. Exact: both ends agree. Overlap: one unit at least is shared. What lies within spans that are marked as something the target
/// does not look for counts neither way.
/// </summary>
internal sealed class SpanTally
{
    private readonly SortedDictionary<string, (long Exact, long Overlap, long Marked)> _types = new(StringComparer.Ordinal);
    private long _found;
    private long _foundExact;
    private long _foundOverlap;

    /// <summary>Share of the marked spans that were found with both ends, by type.</summary>
    public IEnumerable<(string Type, Rate Exact, Rate Overlap)> Types =>
        _types.Select(t => (t.Key, new Rate(t.Value.Exact, t.Value.Marked), new Rate(t.Value.Overlap, t.Value.Marked)));

    public Rate ExactRecall => new(_types.Values.Sum(t => t.Exact), _types.Values.Sum(t => t.Marked));

    public Rate OverlapRecall => new(_types.Values.Sum(t => t.Overlap), _types.Values.Sum(t => t.Marked));

    public Rate ExactPrecision => new(_foundExact, _found);

    public Rate OverlapPrecision => new(_foundOverlap, _found);

    /// <param name="found">What was found, each stretch once.</param>
    /// <param name="marked">What the target looks for.</param>
    /// <param name="aside">What else is marked.</param>
    public void Add(IReadOnlyList<FoundSpan> found, IReadOnlyList<LabelledSpan> marked, IReadOnlyList<LabelledSpan> aside)
    {
        foreach (LabelledSpan span in marked)
        {
            (long exact, long overlap, long count) = _types.GetValueOrDefault(span.Type);
            bool whole = found.Any(f => f.Start == span.Start && f.End == span.End);
            bool part = whole || found.Any(f => f.Start < span.End && span.Start < f.End);
            _types[span.Type] = (exact + (whole ? 1 : 0), overlap + (part ? 1 : 0), count + 1);
        }

        foreach (FoundSpan span in found)
        {
            bool part = marked.Any(m => m.Start < span.End && span.Start < m.End);
            if (!part && aside.Any(a => a.Start < span.End && span.Start < a.End))
                continue;
            _found++;
            _foundOverlap += part ? 1 : 0;
            _foundExact += marked.Any(m => m.Start == span.Start && m.End == span.End) ? 1 : 0;
        }
    }

    /// <summary>The harmonic mean of precision and recall, recall weighing <paramref name="beta"/> times as much.</summary>
    public static double F(double precision, double recall, double beta = 1) =>
        precision + recall == 0 ? 0 : (1 + (beta * beta)) * precision * recall / ((beta * beta * precision) + recall);
}
