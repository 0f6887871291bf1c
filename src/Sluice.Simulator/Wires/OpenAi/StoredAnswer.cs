using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Fetches what an earlier request left.</summary>
internal sealed class StoredAnswer(ItemStore store, string kind) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) => new(Find(store, kind, exchange.PathValue).Json);

    public static StoredItem Find(ItemStore store, string kind, string id) => store.Find(kind, id) ?? throw Missing(kind, id);

    public static RequestProblemException Missing(string kind, string id) =>
        new(StatusCodes.Status404NotFound, $"No {kind} found with id '{(id.Length <= 200 ? id : id[..200])}'.", "id");
}
