using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>Lists what earlier requests left.</summary>
internal sealed class StoredList(ItemStore store, string kind) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var items = store.List(kind);
        string? first = items.Count > 0 ? items[0].Id : null, last = items.Count > 0 ? items[^1].Id : null;
        return new PlainAnswer(Verbatim.Of(
            $$"""
            {"object":"list","data":[{{items.Select(item => new Verbatim(item.Json))}}],"first_id":{{first}},"last_id":{{last}},"has_more":false}
            """).Json);
    }
}
