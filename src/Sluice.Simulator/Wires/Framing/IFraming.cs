namespace Sluice.Simulator.Wires.Framing;

/// <summary>What stands around each event's JSON.</summary>
internal interface IFraming
{
    void Begin(EventOutput output, string name);

    void End(EventOutput output);
}
