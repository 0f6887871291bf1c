namespace Sluice.Simulator.Wires.Ollama;

/// <summary>Ollama's own paths; its copies of OpenAI's are OpenAI's.</summary>
internal static class OllamaWire
{
    public static IEnumerable<Route> Routes()
    {
        yield return new Route("POST", "/api/chat", new OllamaChat(isChat: true));
        yield return new Route("POST", "/api/generate", new OllamaChat(isChat: false));
        yield return new Route("POST", "/api/embed", new OllamaEmbed(isOld: false));
        yield return new Route("POST", "/api/embeddings", new OllamaEmbed(isOld: true));
        yield return new Route("GET", "/api/tags", new OllamaModels(showsOne: false));
        yield return new Route("GET", "/api/ps", new OllamaModels(showsOne: false));
        yield return new Route("POST", "/api/show", new OllamaModels(showsOne: true));
        yield return new Route("GET", "/api/version", new OllamaVersion());
    }
}
