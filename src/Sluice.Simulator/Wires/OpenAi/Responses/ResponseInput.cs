using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi.Responses;

/// <summary><c>/v1/responses/{id}/input_items</c>: what the stored response was an answer to.</summary>
internal sealed class ResponseInput(ItemStore store) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var items = new Verbatim(StoredAnswer.Find(store, ResponsesEndpoint.Kind, exchange.PathValue).Content);
        return new PlainAnswer(Verbatim.Of($$"""{"object":"list","data":{{items}},"first_id":null,"last_id":null,"has_more":false}""").Json);
    }
}
