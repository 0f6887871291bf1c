using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;

namespace Sluice.Benchmarks.Micro;

/// <summary>The matching engine alone on whole texts.</summary>
public class EngineBenchmarks
{
    internal const int Length = 1 << 20;

    private readonly MatchBuffer _acting = new();
    private readonly MatchBuffer _observed = new();
    private PatternSet _set = null!;
    private RuleRole[] _roles = [];
    private string _text = "";

    [Params("mixed", "prose", "code", "json")]
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
            "prose" => maker.Prose(Length),
            "code" => maker.Code(Length),
            "json" => maker.Json(Length),
            _ => maker.Mixed(Length),
        };
    }

    [Benchmark]
    public int FindAll()
    {
        _set.FindAll(_text, default, _roles, _acting, _observed);
        return _acting.Spans.Count;
    }
}
