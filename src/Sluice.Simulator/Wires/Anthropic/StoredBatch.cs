using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary>A batch of messages that was created before, or its results: one line for each request.</summary>
internal sealed class StoredBatch(ItemStore store, bool asResults) : IPlainEndpoint
{
    public IErrorShape Errors => AnthropicErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var batch = store.Find(MessageBatches.Kind, exchange.PathValue)
            ?? throw new RequestProblemException(StatusCodes.Status404NotFound, "There is no batch with this id.");
        return asResults ? new PlainAnswer(batch.Content, "application/x-jsonl") : new PlainAnswer(batch.Json);
    }
}
