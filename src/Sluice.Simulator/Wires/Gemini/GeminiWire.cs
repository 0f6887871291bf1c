namespace Sluice.Simulator.Wires.Gemini;

/// <summary>Gemini's paths, and those of Vertex, which end in the same ones.</summary>
internal static class GeminiWire
{
    public static IEnumerable<Route> Routes()
    {
        var models = new GeminiModels();
        yield return new Route("POST", "/{}:generateContent", new GenerateContent(streams: false));
        yield return new Route("POST", "/{}:streamGenerateContent", new GenerateContent(streams: true));
        yield return new Route("POST", "/{}:countTokens", new CountGeminiTokens());
        yield return new Route("POST", "/{}:embedContent", new EmbedContent(isBatch: false));
        yield return new Route("POST", "/{}:batchEmbedContents", new EmbedContent(isBatch: true));
        yield return new Route("GET", "/v1beta/models", models);
        yield return new Route("GET", "/v1beta/models/{*}", models);
    }
}
