using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary><c>/v1/messages/count_tokens</c>: the same estimate as in an answer's usage.</summary>
internal sealed class CountTokens : IPlainEndpoint
{
    public IErrorShape Errors => AnthropicErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var request = Messages.Read(JsonRequest.ReadObject(exchange.Body));
        if (request.Model is null) throw RequestProblemException.Bad("model", "Field required");
        if (!request.HasMessages) throw RequestProblemException.Bad("messages", "at least one message is required");
        long tokens = script.Usage?.Prompt ?? (exchange.Body.Length + 3) / 4;
        return new PlainAnswer(Verbatim.Of($$"""{"input_tokens":{{tokens}}}""").Json);
    }
}
