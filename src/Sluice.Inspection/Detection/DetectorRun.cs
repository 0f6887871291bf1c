using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection;

/// <summary>
/// Runs detectors over single texts and says what each found and how sure it was: what measuring asks, with no policy between. Patterns are matched as one set, in
/// the text and in its other views, and their overlapping matches are one span, as in the gate. Not thread-safe.
/// </summary>
public sealed class DetectorRun : IDisposable
{
    private readonly PatternSet _set;
    private readonly RuleRole[] _roles;
    private readonly int[] _detectorOf;
    private readonly (Classifier Classifier, int[] DetectorOf)[] _judges;
    private readonly PatternViews _views = new();
    private readonly MatchBuffer _found = new();
    private readonly MatchBuffer _observed = new();
    private readonly FindingList _findings = new();

    /// <param name="detectors">What runs; what is found names them by their place here.</param>
    public DetectorRun(IReadOnlyList<Detector> detectors)
    {
        ArgumentNullException.ThrowIfNull(detectors);
        Detectors = detectors;
        (PatternRule Rule, int Detector)[] rules = detectors.SelectMany((d, i) => d.Rules.Select(r => (r, i))).ToArray();
        _set = PatternSet.Compile(rules.Select(r => r.Rule).ToArray());
        _detectorOf = rules.Select(r => r.Detector).ToArray();
        _roles = new RuleRole[rules.Length];
        Array.Fill(_roles, RuleRole.Act);
        _judges = detectors.Select(d => d.Classifier).OfType<Classifier>().Distinct().Select(c => (c, Labels(c))).ToArray();
    }

    public IReadOnlyList<Detector> Detectors { get; }

    /// <summary>Replaces what is in <paramref name="found"/> by what the detectors find in a text that is complete in itself.</summary>
    public void Run(ReadOnlySpan<char> text, Direction direction, ContentScope scope, List<Detected> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        found.Clear();
        if (text.IsEmpty)
            return;
        if (_roles.Length > 0)
            Match(text, direction, scope, found);
        if (_judges.Length > 0)
            Judge(text, direction, scope, found);
    }

    public void Dispose() => _views.Dispose();

    private void Judge(ReadOnlySpan<char> text, Direction direction, ContentScope scope, List<Detected> found)
    {
        TextViews views = TextViews.Rent(text);
        try
        {
            JudgedText judged = new() { Text = text, Direction = direction, Scope = scope, Volume = text.Length, Views = views };
            foreach ((Classifier classifier, int[] detectorOf) in _judges)
            {
                _findings.Clear();
                classifier.Judge(judged, _findings);
                for (int i = 0; i < _findings.Count; i++)
                {
                    Finding finding = _findings[i];
                    int detector = detectorOf[finding.Label];
                    if (detector >= 0 && RunsOn(detector, direction, scope))
                        found.Add(new Detected(detector, finding.Score, finding.Start, finding.Length));
                }
            }
        }
        finally
        {
            views.Return();
        }
    }

    private void Match(ReadOnlySpan<char> text, Direction direction, ContentScope scope, List<Detected> found)
    {
        _views.FindAll(_set, _roles, text, default, nested: direction == Direction.Request, _found, _observed);
        foreach (MatchSpan span in _found.Spans)
        {
            int first = found.Count;
            for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
            {
                int detector = _detectorOf[_found.Hits[i]];
                if (RunsOn(detector, direction, scope) && !Has(found, first, detector))
                    found.Add(new Detected(detector, 1, span.Start, span.End - span.Start));
            }
        }
    }

    private static bool Has(List<Detected> found, int first, int detector)
    {
        for (int i = first; i < found.Count; i++)
        {
            if (found[i].Detector == detector)
                return true;
        }

        return false;
    }

    private bool RunsOn(int detector, Direction direction, ContentScope scope) => Detectors[detector].RunsOn?.Invoke(direction, scope) != false;

    private int[] Labels(Classifier classifier)
    {
        int[] detectorOf = new int[classifier.Labels];
        Array.Fill(detectorOf, -1);
        for (int i = 0; i < Detectors.Count; i++)
        {
            if (Detectors[i].Classifier == classifier)
                detectorOf[Detectors[i].Label] = i;
        }

        return detectorOf;
    }
}

/// <summary>What a detector found. Never holds the text.</summary>
/// <param name="Detector">Its place in <see cref="DetectorRun.Detectors"/>.</param>
/// <param name="Score">0 to 1; 1 for patterns, which match or do not.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">Units, or -1 for the whole text. Of detectors whose matches overlap, all have the span that covers them.</param>
public readonly record struct Detected(int Detector, double Score, int Start, int Length);
