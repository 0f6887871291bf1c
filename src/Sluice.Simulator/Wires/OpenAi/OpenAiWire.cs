using Sluice.Simulator.Answers;
using Sluice.Simulator.Storage;
using Sluice.Simulator.Wires.OpenAi.Files;
using Sluice.Simulator.Wires.OpenAi.Media;
using Sluice.Simulator.Wires.OpenAi.Realtime;
using Sluice.Simulator.Wires.OpenAi.Responses;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>OpenAI's paths. Azure's end in the same ones, or name a deployment before.</summary>
internal static class OpenAiWire
{
    private const string Deployment = "/openai/deployments/{}";

    public static IEnumerable<Route> Routes(SimulatorOptions options, ItemStore store, Answering answering) =>
    [
        .. Chats(store), .. Others(), .. Stored(store), .. Files(options, store, answering),
        new Route("GET", "/realtime", new RealtimeEndpoint(options, answering)),
    ];

    private static IEnumerable<Route> Chats(ItemStore store)
    {
        var chat = new ChatCompletions(store);
        yield return new Route("POST", "/chat/completions", chat);
        yield return new Route("POST", Deployment + "/chat/completions", chat);
        var completions = new Completions();
        yield return new Route("POST", "/completions", completions);
        yield return new Route("POST", Deployment + "/completions", completions);
        yield return new Route("POST", "/responses", new ResponsesEndpoint(store));
        var images = new Images();
        yield return new Route("POST", "/images/generations", images);
        yield return new Route("POST", "/images/edits", images);
        var transcriptions = new Transcriptions();
        yield return new Route("POST", "/audio/transcriptions", transcriptions);
        yield return new Route("POST", Deployment + "/audio/transcriptions", transcriptions);
        yield return new Route("POST", "/audio/translations", transcriptions);
    }

    private static IEnumerable<Route> Others()
    {
        var models = new ModelList();
        yield return new Route("GET", "/v1/models", models);
        yield return new Route("GET", "/v1/models/", models);
        yield return new Route("GET", "/v1/models/{*}", models);
        var embeddings = new Embeddings();
        yield return new Route("POST", "/embeddings", embeddings);
        yield return new Route("POST", Deployment + "/embeddings", embeddings);
        yield return new Route("POST", "/moderations", new Moderations());
        yield return new Route("POST", "/audio/speech", new SpokenAudio());
    }

    private static IEnumerable<Route> Stored(ItemStore store)
    {
        yield return new Route("GET", "/responses/{}", new StoredAnswer(store, ResponsesEndpoint.Kind));
        yield return new Route("DELETE", "/responses/{}", new DeletedAnswer(store, ResponsesEndpoint.Kind, "response"));
        yield return new Route("GET", "/responses/{}/input_items", new ResponseInput(store));
        yield return new Route("GET", "/chat/completions/{}", new StoredAnswer(store, ChatCompletions.Kind));
        yield return new Route("DELETE", "/chat/completions/{}", new DeletedAnswer(store, ChatCompletions.Kind, "chat.completion.deleted"));
        yield return new Route("GET", "/chat/completions/{}/messages", new StoredMessages(store));
    }

    private static IEnumerable<Route> Files(SimulatorOptions options, ItemStore store, Answering answering)
    {
        yield return new Route("POST", "/files", new FileUpload(options, store));
        yield return new Route("GET", "/files", new StoredList(store, FileUpload.Kind));
        yield return new Route("GET", "/files/{}", new StoredAnswer(store, FileUpload.Kind));
        yield return new Route("DELETE", "/files/{}", new DeletedAnswer(store, FileUpload.Kind, "file"));
        yield return new Route("GET", "/files/{}/content", new FileContent(store));
        yield return new Route("POST", "/batches", new BatchCreation(options, store, answering));
        yield return new Route("GET", "/batches", new StoredList(store, BatchCreation.Kind));
        yield return new Route("GET", "/batches/{}", new StoredAnswer(store, BatchCreation.Kind));
    }
}
