using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Forgets what an earlier request left.</summary>
internal sealed class DeletedAnswer(ItemStore store, string kind, string objectName) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        string id = exchange.PathValue;
        if (!store.Remove(kind, id)) throw StoredAnswer.Missing(kind, id);
        return new PlainAnswer(Verbatim.Of($$"""{"id":{{id}},"object":{{objectName}},"deleted":true}""").Json);
    }
}
