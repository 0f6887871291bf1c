namespace Sluice.Simulator.Wires.Mistral;

/// <summary>Mistral's own paths; its chat completions are OpenAI's, but for the thinking chunks (<see cref="ThinkingChunks"/>).</summary>
internal static class MistralWire
{
    public static IEnumerable<Route> Routes()
    {
        yield return new Route("POST", "/fim/completions", new MistralCompletions(isAgent: false));
        yield return new Route("POST", "/agents/completions", new MistralCompletions(isAgent: true));
    }
}
