using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Benchmarks.Wires;
using Sluice.Inspection;
using Sluice.Inspection.Streaming;

namespace Sluice.Benchmarks.Micro;

/// <summary>Events of a stream, one push each, as a provider's flushes bring them.</summary>
public class EventBenchmarks : IDisposable
{
    private const int Count = 1_024;

    private readonly PooledBuffer<byte> _output = new();
    private IReadOnlyList<byte[]> _events = [];
    private StreamGuard _guard = null!;

    /// <summary>Every endpoint with the policy of a new user; and what it costs when all rules act, which is the same lanes in every dialect.</summary>
    public static IEnumerable<string> Cases => [.. Wire.All.Select(w => $"{w.Name}/{ShippedPolicies.Default}"), $"{Wire.OpenAi.Name}/{ShippedPolicies.Strict}"];

    /// <summary>A wire's name and a policy's.</summary>
    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        string[] deltas = Deltas.TokenLike(new TextMaker(seed: 13).Prose(8 * Count), seed: 13)[..Count];
        string[] names = Case.Split('/');
        Wire wire = Wire.Of(names[0]);
        WireSteps steps = WireSteps.Of(wire, deltas);
        _events = steps.Deltas;
        Exchange exchange = ShippedPolicies.Exchange(await ShippedPolicies.LoadAsync(names[1]), wire);
        _guard = Inspector.OpenStream(exchange, wire.MediaType.Split(';')[0], new InspectionLimits()) ?? throw new InvalidOperationException("the dialect has no such stream");
        _guard.Push(steps.Opening, _output);
        Warmth.Reach(() => Push());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _output.Dispose();
        _guard.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Push()
    {
        int bytes = 0;
        foreach (byte[] one in _events)
        {
            _output.Clear();
            _guard.Push(one, _output);
            bytes += _output.Length;
        }

        return bytes;
    }
}
