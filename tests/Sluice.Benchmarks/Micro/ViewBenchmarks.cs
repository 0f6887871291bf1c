using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;

namespace Sluice.Benchmarks.Micro;

/// <summary>What it costs to read a text in its other views: for rules, and for classifiers.</summary>
public class ViewBenchmarks : IDisposable
{
    internal const int Length = 4096;

    private readonly MatchBuffer _acting = new();
    private readonly MatchBuffer _observed = new();
    private readonly PatternViews _patterns = new();
    private readonly TextViews _views = new();
    private PatternSet _set = null!;
    private RuleRole[] _roles = [];
    private string _text = "";

    [Params("prose", "code", "emoji", "unseen", "base64")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _set = PatternSet.Compile([.. DetectorCatalog.All.SelectMany(d => d.Rules)]);
        _roles = new RuleRole[_set.Rules.Count];
        Array.Fill(_roles, RuleRole.Act);
        var maker = new TextMaker(seed: 5);
        _text = Kind switch
        {
            "code" => maker.Code(Length),
            "emoji" => "It is done \u2764\uFE0F. " + maker.Prose(Length - 15),
            "unseen" => string.Join('\u200B', maker.Prose(Length / 2).ToCharArray()),
            "base64" => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(maker.Prose(Length * 3 / 4))),
            _ => maker.Prose(Length),
        };
        Warmth.Reach(() =>
        {
            Plain();
            Patterns();
            Classifiers();
        });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _patterns.Dispose();
        _views.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "rules, the text as it stands")]
    public int Plain()
    {
        _set.FindAll(_text, default, _roles, _acting, _observed);
        return _acting.Spans.Count;
    }

    [Benchmark(Description = "rules, in all views of a request")]
    public int Patterns()
    {
        _patterns.FindAll(_set, _roles, _text, default, nested: true, _acting, _observed);
        return _acting.Spans.Count;
    }

    [Benchmark(Description = "views for classifiers")]
    public int Classifiers()
    {
        _views.Begin(_text);
        return _views.Folded.Text.Length + _views.Count;
    }
}
