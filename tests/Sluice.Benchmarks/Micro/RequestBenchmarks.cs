using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Benchmarks.Wires;
using Sluice.Inspection;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Benchmarks.Micro;

/// <summary>Chat requests, whole and by stage.</summary>
public class RequestBenchmarks
{
    private static readonly InspectionLimits Limits = new();

    private readonly SlotList _slots = new();
    private readonly NameGuard _names = new();
    private byte[] _body = [];
    private char[] _text = [];
    private Policy _policy = null!;
    private Exchange _exchange = null!;

    [Params(2, 16, 128)]
    public int Kilobytes { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _body = ChatBodies.Make(Wire.OpenAi, Kilobytes * 1024, "gpt-4o-mini", stream: false);
        _text = new char[_body.Length];
        _policy = await ShippedPolicies.LoadAsync(ShippedPolicies.Default);
        _exchange = ShippedPolicies.Chat(_policy);
        Warmth.Reach(() =>
        {
            Inspect();
            Walk();
            Decode();
        });
    }

    [Benchmark(Description = "Inspector.InspectRequest")]
    public bool Inspect()
    {
        BodyVerdict verdict = Inspector.InspectRequest(_exchange, _body, Limits);
        verdict.Replacement?.Dispose();
        return verdict.Refusal is null;
    }

    [Benchmark(Description = "of it: is it valid UTF-8")]
    public bool Valid() => Utf8.IsValid(_body);

    [Benchmark(Description = "of it: walk the JSON")]
    public int Walk()
    {
        _slots.Clear();
        JsonWalker walker = new(_body, _slots, Limits.MaxDepth, _names);
        _exchange.Endpoint.VisitRequest(ref walker, _exchange);
        walker.End();
        return _slots.Count;
    }

    [Benchmark(Description = "of it: decode the texts")]
    public int Decode()
    {
        int units = 0;
        foreach (ref readonly TextSlot slot in _slots.Texts)
            units += JsonStrings.Decode(_body.AsSpan(slot.Start, slot.Length), _text);
        return units;
    }
}
