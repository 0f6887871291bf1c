using Sluice.Cli.Evaluation.Data;
using Sluice.Cli.Evaluation.Obfuscation;
using Sluice.Inspection.Detection;

namespace Sluice.Cli.Evaluation;

/// <summary>Runs detectors over labelled texts and counts. Texts pass one at a time; only samples for obfuscation are kept.</summary>
internal sealed class EvalRun : IDisposable
{
    /// <summary>Most sources that are told apart: their counts are what grows.</summary>
    private const int MaxSources = 1_024;

    /// <summary>Bad lines that are kept to be shown; all are counted.</summary>
    private const int MaxBadLines = 50;

    private readonly int _seed;
    private readonly IReadOnlyList<DetectorGroup> _groups;
    private readonly (TargetTally Tally, ObfuscationRun Obfuscation)[] _targets;
    private readonly SortedDictionary<string, long> _sources = new(StringComparer.Ordinal);
    private readonly List<BadLine> _bad = [];
    private readonly List<Found> _found = [];
    private long _badLines;

    /// <param name="detectors">What runs.</param>
    /// <param name="obfuscated">Most texts of a source that are rewritten; 0 for none.</param>
    /// <param name="seed">What all chance grows from.</param>
    /// <param name="mistakes">If not null, learns of every mistake.</param>
    public EvalRun(IReadOnlyList<Detector> detectors, int obfuscated, int seed, MistakeLog? mistakes = null)
    {
        _seed = seed;
        _groups = DetectorGroup.Of(detectors);
        _targets = EvalTargets.All.Select(t => (new TargetTally(t, detectors, mistakes), new ObfuscationRun(t, obfuscated, seed))).ToArray();
    }

    /// <summary>Judges every record of a file.</summary>
    public void Read(string file, CancellationToken cancellation)
    {
        foreach (EvalRecord record in RecordReader.Read(file, Reject))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_sources.ContainsKey(record.Source) && _sources.Count == MaxSources)
            {
                Reject(new BadLine(file, 0, $"source \"{record.Source}\": more than {MaxSources} sources"));
                continue;
            }

            _sources[record.Source] = _sources.GetValueOrDefault(record.Source) + 1;
            Add(record);
        }
    }

    /// <summary>What was counted, and what the samples say when they are rewritten.</summary>
    public EvalOutcome Finish()
    {
        IReadOnlyList<GroupCost> costs = _groups.Select(g => g.Cost()).ToArray();
        TargetResult[] targets = _targets.Where(t => t.Tally.HasFigures).Select(t => t.Tally.Result(t.Obfuscation.Run((record, text) => Score(t.Tally, record, text)))).ToArray();
        EvalResult result = new(
            _sources.Values.Sum(), _badLines, _seed, _sources.Select(s => new SourceCount(s.Key, s.Value)).ToArray(), targets, costs);
        return new EvalOutcome(result, _bad);
    }

    public void Dispose()
    {
        foreach (DetectorGroup group in _groups)
            group.Dispose();
    }

    private void Add(EvalRecord record)
    {
        _found.Clear();
        foreach (DetectorGroup group in _groups)
            group.Run(record, record.Text, _found);
        foreach ((TargetTally tally, ObfuscationRun obfuscation) in _targets)
        {
            tally.Add(record, _found);
            obfuscation.Offer(record);
        }
    }

    private double Score(TargetTally tally, EvalRecord record, string text)
    {
        _found.Clear();
        foreach (DetectorGroup group in _groups.Where(g => g.Serves(tally.Target)))
            group.Run(record, text, _found);
        return tally.Score(_found);
    }

    private void Reject(BadLine bad)
    {
        _badLines++;
        if (_bad.Count < MaxBadLines)
            _bad.Add(bad);
    }
}
