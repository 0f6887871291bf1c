using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary><c>/model/{id}/count-tokens</c>: the same estimate as in an answer's usage.</summary>
internal sealed class CountTokens : IPlainEndpoint
{
    public IErrorShape Errors => BedrockErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var input = JsonRequest.ReadObject(exchange.Body).At("input");
        bool isBody = input.At("invokeModel").At("body") is { ValueKind: JsonValueKind.String } body && body.TryGetBytesFromBase64(out _);
        if (!isBody && input.At("converse").ValueKind != JsonValueKind.Object) throw RequestProblemException.Bad("input", "must be converse or invokeModel");
        long tokens = script.Usage?.Prompt ?? (exchange.Body.Length + 3) / 4;
        return new PlainAnswer(Verbatim.Of($$"""{"inputTokens":{{tokens}}}""").Json);
    }
}
