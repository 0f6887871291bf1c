using System.Buffers;
using System.Text;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Framing;

/// <summary>One JSON object on each line (NDJSON), as Ollama streams.</summary>
internal sealed class LineFraming(Script script) : IFraming
{
    private readonly byte[] _newLine = Encoding.UTF8.GetBytes(script.NewLine);

    public void Begin(EventOutput output, string name)
    {
        // A line has no name.
    }

    public void End(EventOutput output)
    {
        output.Write(_newLine);
        output.EndEvent();
    }
}
