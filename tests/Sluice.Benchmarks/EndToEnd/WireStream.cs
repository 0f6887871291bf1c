using System.Text;
using Sluice.Benchmarks.Wires;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>A stream of the mock upstream, written before it is asked for: what is left to do for each delta is to put in the time.</summary>
internal sealed class WireStream
{
    private readonly StampedChunk[] _chunks;

    public WireStream(Wire wire, int deltas)
    {
        WireSteps steps = WireSteps.Of(wire, [.. Enumerable.Range(0, deltas).Select(Answers.Delta)]);
        byte[] opening = steps.Opening.Length == 0 ? [] : Answers.Chunk(steps.Opening, last: false, out _);
        Head = (byte[])[.. Encoding.ASCII.GetBytes(Answers.StreamHead(wire)), .. opening];
        _chunks = [.. steps.Deltas.Select(d => new StampedChunk(d, last: false, wire.HasChecksums)), new StampedChunk(steps.End, last: true, wire.HasChecksums)];
        MostBytes = _chunks.Max(c => c.Length);
    }

    /// <summary>The answer's head, and what the stream says before its first delta.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    public int Deltas => _chunks.Length - 1;

    /// <summary>The longest chunk.</summary>
    public int MostBytes { get; }

    /// <param name="index">A delta, or <see cref="Deltas"/> for the end.</param>
    /// <param name="stamps">When each delta was sent, as far as they were.</param>
    /// <param name="output">At least <see cref="MostBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int Write(int index, ReadOnlySpan<long> stamps, Span<byte> output) => _chunks[index].Write(stamps, output);
}
