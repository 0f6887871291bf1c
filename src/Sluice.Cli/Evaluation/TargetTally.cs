using Sluice.Cli.Evaluation.Data;
using Sluice.Cli.Evaluation.Metrics;
using Sluice.Inspection.Detection;

namespace Sluice.Cli.Evaluation;

/// <summary>Counts what the detectors of one target found.</summary>
internal sealed class TargetTally
{
    /// <summary>The scores that policies ask for unless they say otherwise: to flag, and to act.</summary>
    private static readonly int[] Shipped = [ScoreTally.Rounded(0.99), ScoreTally.Rounded(0.999)];

    private readonly Detector[] _detectors;
    private readonly SourceScores _all = new();
    private readonly Dictionary<string, SourceScores> _members;
    private readonly SortedDictionary<string, (SpanTally Spans, TokenTally Tokens)> _spans = new(StringComparer.Ordinal);

    private readonly MistakeLog? _mistakes;

    public TargetTally(EvalTarget target, IEnumerable<Detector> detectors, MistakeLog? mistakes)
    {
        _mistakes = mistakes;
        Target = target;
        _detectors = detectors.Where(target.Asks).ToArray();
        _members = _detectors.ToDictionary(d => d.Name, _ => new SourceScores(), StringComparer.Ordinal);
    }

    public EvalTarget Target { get; }

    /// <summary>There are detectors, and records that say yes or no.</summary>
    public bool HasFigures => _detectors.Length > 0 && _all.HasPositives;

    /// <summary>The highest score of the target's detectors, 0 where they found nothing.</summary>
    public double Score(IReadOnlyList<Found> found)
    {
        double score = 0;
        foreach (Found one in found)
        {
            if (_members.ContainsKey(one.Detector.Name))
                score = Math.Max(score, one.Score);
        }

        return score;
    }

    public void Add(EvalRecord record, IReadOnlyList<Found> found)
    {
        Truth truth = Target.Truth(record);
        if (record.Spans is not null && Target.SpanTypes.Count > 0)
            AddSpans(record, found, record.Spans);
        if (truth == Truth.Aside || _detectors.Length == 0)
            return;
        bool positive = truth == Truth.Positive;
        double score = Score(found);
        _all.Add(record.Source, positive, score);
        if (Target.SpanTypes.Count == 0 && positive != ScoreTally.Rounded(score) >= Shipped[0])
            _mistakes?.Text(Target, record, positive, score);
        foreach (Detector detector in _detectors)
            _members[detector.Name].Add(record.Source, positive, found.Where(f => f.Detector == detector).Select(f => f.Score).DefaultIfEmpty(0).Max());
    }

    public TargetResult Result(IReadOnlyList<FamilyFigures> obfuscation) => new(
        Target.Name,
        Target.Question,
        _all.Figures(_detectors.Select(d => d.Name).ToArray(), Shipped),
        _detectors.Length < 2 ? [] : _detectors.Where(d => _members[d.Name].FoundAny).Select(d => _members[d.Name].Figures([d.Name], Shipped)).ToArray(),
        _spans.Select(s => Figures(s.Key, s.Value.Spans, s.Value.Tokens)).ToArray(),
        obfuscation);

    private void AddSpans(EvalRecord record, IReadOnlyList<Found> found, IReadOnlyList<LabelledSpan> marked)
    {
        LabelledSpan[] asked = marked.Where(m => Target.SpanTypes.Contains(m.Type, StringComparer.Ordinal)).ToArray();
        LabelledSpan[] aside = marked.Where(m => Target.AsideTypes.Contains(m.Type, StringComparer.Ordinal)).ToArray();
        if (Target.Truth(record) == Truth.Aside && aside.Length == 0)
            return;
        FoundSpan[] spans = found.Where(f => f.Length > 0 && _members.ContainsKey(f.Detector.Name)).Select(f => new FoundSpan(f.Start, f.Start + f.Length)).Distinct().ToArray();
        if (!_spans.TryGetValue(record.Source, out var tallies))
            _spans.Add(record.Source, tallies = (new SpanTally(), new TokenTally()));
        tallies.Spans.Add(spans, asked, aside);
        _mistakes?.Spans(Target, record, spans, asked, aside);
        if (Target.CountsTokens)
            tallies.Tokens.Add(record.Text, spans, marked);
    }

    private SpanFigures Figures(string source, SpanTally spans, TokenTally tokens) => new(
        source,
        Share.From(spans.ExactRecall),
        Share.From(spans.ExactPrecision),
        F1(spans.ExactPrecision, spans.ExactRecall),
        Share.From(spans.OverlapRecall),
        Share.From(spans.OverlapPrecision),
        F1(spans.OverlapPrecision, spans.OverlapRecall),
        Target.CountsTokens ? Share.From(tokens.Recall) : null,
        Target.CountsTokens ? Share.From(tokens.Precision) : null,
        Target.CountsTokens ? Math.Round(tokens.F2, 4) : null,
        spans.Types.Select(t => new TypeFigures(t.Type, Share.From(t.Exact), Share.From(t.Overlap))).ToArray());

    private static double F1(Rate precision, Rate recall) => Math.Round(SpanTally.F(precision.Value, recall.Value), 4);
}
