namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>OpenAI's paths. Azure's end in the same ones.</summary>
internal static class OpenAiWire
{
    public static IEnumerable<Route> Routes()
    {
        var models = new ModelList();
        yield return new Route("POST", "/chat/completions", new ChatCompletions());
        yield return new Route("GET", "/v1/models", models);
        yield return new Route("GET", "/v1/models/", models);
        yield return new Route("GET", "/v1/models/{*}", models);
    }
}
