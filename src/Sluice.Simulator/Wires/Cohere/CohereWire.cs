namespace Sluice.Simulator.Wires.Cohere;

/// <summary>Cohere's paths.</summary>
internal static class CohereWire
{
    public static IEnumerable<Route> Routes() => [new Route("POST", "/v2/chat", new CohereChat())];
}
