using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires;

/// <summary>An endpoint that holds its connection: it writes when something happens elsewhere, or speaks in both directions.</summary>
internal interface ILiveEndpoint : IEndpoint
{
    Task HoldAsync(SimulatedExchange exchange, Script script, Simulation simulation);
}
