using System.Buffers;
using System.Text;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Framing;

/// <summary>Server-sent events, in the spelling that the script wants.</summary>
internal sealed class SseFraming : IFraming
{
    private readonly string _space;
    private readonly byte[] _data;
    private readonly byte[] _newLine;
    private readonly byte[] _between;

    public SseFraming(Script script)
    {
        _space = script.SpaceAfterColon ? " " : "";
        _data = Encoding.UTF8.GetBytes("data:" + _space);
        _newLine = Encoding.UTF8.GetBytes(script.NewLine);
        _between = Encoding.UTF8.GetBytes(
            (script.BlankEvents ? script.NewLine : "") + (script.Comment is null ? "" : ":" + script.Comment + script.NewLine + script.NewLine));
    }

    /// <param name="name">Empty writes no <c>event</c> line.</param>
    public void Begin(EventOutput output, string name)
    {
        // Comments and blank lines stand between two events.
        if (output.HasBegun) output.Write(_between);
        if (name.Length > 0)
        {
            Encoding.UTF8.GetBytes("event:" + _space + name, output);
            output.Write(_newLine);
        }

        output.Write(_data);
    }

    public void End(EventOutput output)
    {
        output.Write(_newLine);
        output.Write(_newLine);
        output.EndEvent();
    }
}
