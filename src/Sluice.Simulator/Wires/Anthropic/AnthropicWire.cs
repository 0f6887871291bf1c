namespace Sluice.Simulator.Wires.Anthropic;

/// <summary>Anthropic's paths. Those that OpenAI has too are meant when the request says <c>anthropic-version</c>.</summary>
internal static class AnthropicWire
{
    private const string Version = "anthropic-version";

    public static IEnumerable<Route> Routes()
    {
        var models = new AnthropicModels();
        yield return new Route("POST", "/v1/messages", new Messages());
        yield return new Route("POST", "/v1/messages/count_tokens", new CountTokens());
        yield return new Route("GET", "/v1/models", models) { NeedsHeader = Version };
        yield return new Route("GET", "/v1/models/{*}", models) { NeedsHeader = Version };
    }
}
