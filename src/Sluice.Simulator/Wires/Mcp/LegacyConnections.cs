using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sluice.Simulator.Wires.Mcp;

/// <summary>The open streams of the older transport, by their sessions' ids. Whoever goes away takes what is unsent along.</summary>
internal sealed class LegacyConnections
{
    private const int MaxWaiting = 100;

    private readonly ConcurrentDictionary<string, Channel<ReadOnlyMemory<byte>>> _waiting = new(StringComparer.Ordinal);

    /// <summary>What is to be written to a new stream.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Open(string id) =>
        _waiting.GetOrAdd(id, static _ => Channel.CreateBounded<ReadOnlyMemory<byte>>(MaxWaiting)).Reader;

    public void Close(string id) => _waiting.TryRemove(id, out _);

    public bool IsOpen(string id) => _waiting.ContainsKey(id);

    /// <summary>False when the stream is gone or too much waits for it.</summary>
    public bool Send(string id, ReadOnlyMemory<byte> written) => _waiting.TryGetValue(id, out var stream) && stream.Writer.TryWrite(written);
}
