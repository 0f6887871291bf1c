using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary><c>/v1/chat/completions/{id}/messages</c>: what the stored completion was an answer to.</summary>
internal sealed class StoredMessages(ItemStore store) : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var messages = new Verbatim(StoredAnswer.Find(store, ChatCompletions.Kind, exchange.PathValue).Content);
        return new PlainAnswer(Verbatim.Of($$"""{"object":"list","data":{{messages}},"first_id":null,"last_id":null,"has_more":false}""").Json);
    }
}
