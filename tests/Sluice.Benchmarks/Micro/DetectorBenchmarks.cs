using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Inspection;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Language;
using Sluice.Inspection.Detection.Topics;

namespace Sluice.Benchmarks.Micro;

/// <summary>
/// What local detectors cost on ordinary texts: each group by itself, all built-in ones together, and two of a user's own. Views are worked out once for each text, and count for each
/// group that asks for them.
/// </summary>
public class DetectorBenchmarks : IDisposable
{
    /// <summary>The case of all groups together, those of a user's own aside.</summary>
    internal const string All = "all built-in detectors";

    private const string Prose = "prose";
    private const string Code = "code";
    private const int Prompt = 500;
    private const int Page = 4_096;
    private const int Texts = 8;

    private static readonly Detector[] Own =
    [
        Detector.Judging("language", "", new LanguageClassifier("language", ["en"]), label: 0),
        Detector.Judging("topic", "", new OwnTopic("Refunds", null, ["I want my money back for this order.", "Can you refund the second invoice?"], only: false), label: 0),
    ];

    private readonly List<Detected> _found = [];
    private DetectorRun _run = null!;
    private string[] _texts = [];

    /// <summary>A group's name, a kind of text and its length.</summary>
    public static IEnumerable<string> Cases =>
    [
        .. new[] { (Prose, Prompt), (Prose, Page), (Code, Prompt), (Code, Page) }.Select(t => $"{All}/{t.Item1}/{t.Item2}"),
        .. Groups.Select(g => $"{g.Key}/{Prose}/{Page}"),
    ];

    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    private static IEnumerable<IGrouping<string, Detector>> Groups =>
        DetectorCatalog.All.Concat(Own).GroupBy(d => d.Classifier?.Name ?? d.Name.Split('/')[0], StringComparer.Ordinal);

    [GlobalSetup]
    public void Setup()
    {
        string[] names = Case.Split('/');
        int length = int.Parse(names[2]);
        var maker = new TextMaker(seed: 21);
        string text = names[1] == Code ? maker.Code(Texts * length) : maker.Prose(Texts * length);

        // More than one text, or the processor's branch predictor knows it by heart.
        _texts = [.. Enumerable.Range(0, Texts).Select(i => text.Substring(i * length, length))];
        _run = new DetectorRun(names[0] == All ? DetectorCatalog.All : [.. Groups.First(g => g.Key == names[0])]);
        Warmth.Reach(() => Run());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _run.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Texts)]
    public int Run()
    {
        int found = 0;
        foreach (string text in _texts)
        {
            _run.Run(text, Direction.Request, ContentScope.User, _found);
            found += _found.Count;
        }

        return found;
    }
}
