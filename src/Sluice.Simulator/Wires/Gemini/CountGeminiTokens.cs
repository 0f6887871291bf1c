using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary><c>:countTokens</c>: the same estimate as in an answer's usage.</summary>
internal sealed class CountGeminiTokens : IPlainEndpoint
{
    public IErrorShape Errors => GeminiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        if (body.Items("contents").Count == 0 && body.At("generateContentRequest").Items("contents").Count == 0)
            throw RequestProblemException.Bad("contents", "is not specified");
        long tokens = script.Usage?.Prompt ?? (exchange.Body.Length + 3) / 4;
        return new PlainAnswer(Verbatim.Of($$"""{"totalTokens":{{tokens}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{tokens}}}]}""").Json);
    }
}
