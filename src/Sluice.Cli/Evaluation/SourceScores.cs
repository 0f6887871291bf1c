using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Evaluation;

/// <summary>Scores of one detector, or of several together, by source.</summary>
internal sealed class SourceScores
{
    private readonly SortedDictionary<string, ScoreTally> _positives = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ScoreTally> _honest = new(StringComparer.Ordinal);

    public bool HasPositives => _positives.Count > 0;

    /// <summary>Anything was found anywhere.</summary>
    public bool FoundAny => _positives.Values.Concat(_honest.Values).Any(t => t.AtLeast(1).Hits > 0);

    public void Add(string source, bool positive, double score)
    {
        SortedDictionary<string, ScoreTally> side = positive ? _positives : _honest;
        if (!side.TryGetValue(source, out ScoreTally? tally))
            side.Add(source, tally = new ScoreTally());
        tally.Add(score);
    }

    public DetectorFigures Figures(IReadOnlyList<string> detectors, int[] shipped)
    {
        int onePercent = ScoreTally.Threshold(_honest.Values, 0.01);
        int oneInThousand = ScoreTally.Threshold(_honest.Values, 0.001);
        int[] points = [onePercent, oneInThousand, shipped[0], shipped[1]];
        PointFigures[] positives = Points(_positives, points);
        return new DetectorFigures(
            detectors,
            onePercent / (double)ScoreTally.One,
            oneInThousand / (double)ScoreTally.One,
            Math.Round(positives.Select(p => p.AtOnePercent.Value).DefaultIfEmpty(0).Average(), 4),
            Math.Round(positives.Select(p => p.AtOneInThousand.Value).DefaultIfEmpty(0).Average(), 4),
            positives,
            [.. Points(_honest, points), .. All(_honest, points)]);
    }

    private static PointFigures[] Points(SortedDictionary<string, ScoreTally> side, int[] points) => side.Select(s => Point(s.Key, [s.Value], points)).ToArray();

    private static IEnumerable<PointFigures> All(SortedDictionary<string, ScoreTally> side, int[] points) => side.Count < 2 ? [] : [Point("all", side.Values, points)];

    private static PointFigures Point(string name, IEnumerable<ScoreTally> tallies, int[] points)
    {
        Share[] shares = points.Select(p => Share.From(new Rate(tallies.Sum(t => t.AtLeast(p).Hits), tallies.Sum(t => t.Count)))).ToArray();
        return new PointFigures(name, shares[0], shares[1], shares[2], shares[3]);
    }
}
