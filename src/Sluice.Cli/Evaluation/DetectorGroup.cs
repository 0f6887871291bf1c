using System.Diagnostics;
using Sluice.Cli.Evaluation.Data;
using Sluice.Inspection.Detection;

namespace Sluice.Cli.Evaluation;

/// <summary>Detectors that run as one: a category of patterns, or the labels of one classifier. Times itself.</summary>
/// <param name="name">The category, or the classifier's name.</param>
/// <param name="detectors">The detectors.</param>
internal sealed class DetectorGroup(string name, IReadOnlyList<Detector> detectors) : IDisposable
{
    /// <summary>Texts that pass before the clock counts: code that runs for the first time is compiled first.</summary>
    private const int WarmTexts = 1_000;

    private readonly DetectorRun _run = new(detectors);
    private readonly List<Detected> _detected = [];
    private long _texts;
    private long _timedTexts;
    private long _timedUnits;
    private long _ticks;

    /// <summary>The groups of the detectors: patterns by category, classifiers each by itself.</summary>
    public static IReadOnlyList<DetectorGroup> Of(IEnumerable<Detector> detectors) =>
        detectors.GroupBy(d => (object?)d.Classifier ?? d.Name.Split('/')[0])
            .Select(g => new DetectorGroup(g.First().Classifier?.Name ?? (string)g.Key, [.. g]))
            .ToArray();

    /// <summary>Whether any of its detectors answers the target's question.</summary>
    public bool Serves(EvalTarget target) => detectors.Any(target.Asks);

    /// <summary>Adds what the group finds in a record's text.</summary>
    public void Run(EvalRecord record, string text, List<Found> found)
    {
        long began = Stopwatch.GetTimestamp();
        _run.Run(text, record.Direction, record.Scope, _detected);
        long took = Stopwatch.GetTimestamp() - began;
        if (++_texts > WarmTexts)
        {
            _ticks += took;
            _timedTexts++;
            _timedUnits += text.Length;
        }

        foreach (Detected one in _detected)
            found.Add(new Found(_run.Detectors[one.Detector], one.Score, one.Start, one.Length));
    }

    public void Dispose() => _run.Dispose();

    public GroupCost Cost()
    {
        double nanoseconds = _ticks * 1e9 / Stopwatch.Frequency;
        return new GroupCost(
            name, _timedTexts, _timedUnits, Math.Round(nanoseconds / Math.Max(1, _timedTexts) / 1_000, 2), Math.Round(nanoseconds / Math.Max(1, _timedUnits), 2));
    }
}

/// <summary>What one detector found.</summary>
/// <param name="Detector">Which.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">Units, or -1 for the whole text.</param>
internal readonly record struct Found(Detector Detector, double Score, int Start, int Length);
