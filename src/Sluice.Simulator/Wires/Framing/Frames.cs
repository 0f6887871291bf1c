using System.Buffers;
using System.Runtime.CompilerServices;
using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires.Framing;

/// <summary>Writes the events of one stream: a template of JSON inside a framing.</summary>
/// <param name="extra">Members that the script adds to every event's object, each with a comma before.</param>
internal sealed class Frames(IFraming framing, EventOutput output, byte[] extra)
{
    /// <param name="name">The event's name, where the framing carries one.</param>
    /// <param name="json">An object.</param>
    public void Event(string name, [InterpolatedStringHandlerArgument("", nameof(name))] JsonTemplate json)
    {
        if (extra.Length > 0)
        {
            output.Drop(1);
            output.Write(extra);
            output.Write("}"u8);
        }

        framing.End(output);
    }

    /// <summary>An event whose content is finished already.</summary>
    public void Literal(string name, ReadOnlySpan<byte> data)
    {
        framing.Begin(output, name);
        output.Write(data);
        framing.End(output);
    }

    public IBufferWriter<byte> Begin(string name)
    {
        framing.Begin(output, name);
        return output;
    }
}
