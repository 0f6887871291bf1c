using Sluice.Simulator.Answers;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary>Anthropic's paths. Those that OpenAI has too are meant when the request says <c>anthropic-version</c>.</summary>
internal static class AnthropicWire
{
    private const string Version = "anthropic-version";

    public static IEnumerable<Route> Routes(SimulatorOptions options, ItemStore store, Answering answering)
    {
        var models = new AnthropicModels();
        yield return new Route("POST", "/v1/messages", new Messages());
        yield return new Route("POST", "/v1/messages/count_tokens", new CountTokens());
        const string Batches = "/v1/messages/batches";
        yield return new Route("POST", Batches, new MessageBatches(options, store, answering));
        yield return new Route("GET", Batches + "/{}", new StoredBatch(store, asResults: false));
        yield return new Route("GET", Batches + "/{}/results", new StoredBatch(store, asResults: true));
        yield return new Route("GET", "/v1/models", models) { NeedsHeader = Version };
        yield return new Route("GET", "/v1/models/{*}", models) { NeedsHeader = Version };
    }
}
