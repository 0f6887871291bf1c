using System.Buffers;
using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Streaming;

/// <summary>Frames the gate's own events into one output.</summary>
internal sealed class EventOutput(IEventFraming framing, IBufferWriter<byte> output) : IEventWriter
{
    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => framing.Write(name, payload, output);
}
