namespace Sluice.Simulator.Wires.Framing;

/// <summary>Nothing around an event: each is a message of a WebSocket.</summary>
internal sealed class MessageFraming : IFraming
{
    public void Begin(EventOutput output, string name)
    {
        // A message says by itself what it is.
    }

    public void End(EventOutput output) => output.EndEvent();
}
