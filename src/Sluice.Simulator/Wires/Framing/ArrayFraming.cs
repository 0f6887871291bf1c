using System.Buffers;

namespace Sluice.Simulator.Wires.Framing;

/// <summary>The elements of one JSON array, as Gemini streams without <c>alt=sse</c>. Whoever writes the elements closes the array.</summary>
internal sealed class ArrayFraming : IFraming
{
    public void Begin(EventOutput output, string name) => output.Write(output.HasBegun ? ",\r\n"u8 : "["u8);

    public void End(EventOutput output)
    {
        output.Write("\n"u8);
        output.EndEvent();
    }

    public static void Close(EventOutput output)
    {
        output.Write(output.HasBegun ? "]"u8 : "[]"u8);
        output.EndEvent();
    }
}
