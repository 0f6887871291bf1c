using Sluice.Simulator.Storage;
using Sluice.Simulator.Wires.OpenAi.Responses;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>OpenAI's paths. Azure's end in the same ones.</summary>
internal static class OpenAiWire
{
    public static IEnumerable<Route> Routes(SimulatorOptions options, ItemStore store)
    {
        var models = new ModelList();
        yield return new Route("POST", "/chat/completions", new ChatCompletions());
        yield return new Route("GET", "/v1/models", models);
        yield return new Route("GET", "/v1/models/", models);
        yield return new Route("GET", "/v1/models/{*}", models);

        const string Responses = "/v1/responses";
        yield return new Route("POST", Responses, new ResponsesEndpoint(store));
        yield return new Route("GET", Responses + "/{}", new StoredAnswer(store, ResponsesEndpoint.Kind));
        yield return new Route("DELETE", Responses + "/{}", new DeletedAnswer(store, ResponsesEndpoint.Kind, "response"));
        yield return new Route("GET", Responses + "/{}/input_items", new ResponseInput(store));
    }
}
