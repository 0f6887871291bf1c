using System.Text;
using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Inspection;
using Sluice.Inspection.Streaming;

namespace Sluice.Benchmarks.Micro;

/// <summary>Events of a chat stream, one push each, as a provider's flushes bring them.</summary>
public class EventBenchmarks : IDisposable
{
    private const int Count = 1_024;

    private readonly PooledBuffer<byte> _output = new();
    private byte[][] _events = [];
    private StreamGuard _guard = null!;

    [Params(ShippedPolicies.Default, ShippedPolicies.Strict)]
    public string Policy { get; set; } = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        string[] deltas = Deltas.TokenLike(new TextMaker(seed: 13).Prose(8 * Count), seed: 13)[..Count];
        _events = [.. deltas.Select(Event)];
        Exchange exchange = ShippedPolicies.Chat(await ShippedPolicies.LoadAsync(Policy));
        _guard = Inspector.OpenStream(exchange, "text/event-stream", new InspectionLimits()) ?? throw new InvalidOperationException("the dialect has no such stream");
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

    private static byte[] Event(string delta) => Encoding.UTF8.GetBytes(
        "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\",\"system_fingerprint\":\"fp_bench\","
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":" + System.Text.Json.JsonSerializer.Serialize(delta) + "},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
}
