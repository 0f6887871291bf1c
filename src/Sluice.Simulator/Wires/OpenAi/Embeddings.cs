using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary><c>/v1/embeddings</c>, as numbers or as base64 of little-endian floats.</summary>
internal sealed class Embeddings : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        string model = body.Text("model") ?? exchange.PathValue;
        if (model.Length is 0 or > 256) throw RequestProblemException.Bad("model", "must be a string of 1 to 256 characters");
        bool isBase64 = body.Is("encoding_format", "base64");
        int dimensions = body.Count("dimensions", 1, 4096, Vector.Dimensions);
        var vectors = Inputs(body.At("input")).Select((text, index) => Verbatim.Of(
            $$"""{"object":"embedding","index":{{index}},"embedding":{{(isBase64 ? Base64(text, dimensions) : Vector.Json(text, dimensions))}}}"""));
        long tokens = script.Usage?.Prompt ?? (exchange.Body.Length + 3) / 4;
        return new PlainAnswer(Verbatim.Of(
            $$$"""
            {"object":"list","data":[{{{vectors}}}],"model":{{{model}}},"usage":{"prompt_tokens":{{{tokens}}},"total_tokens":{{{tokens}}}}
            {{{new Verbatim(script.Extra.Top)}}}}
            """).Json);
    }

    /// <summary>One text, several, or tokens as numbers: one list or several.</summary>
    private static IReadOnlyList<string> Inputs(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.String => [input.GetString()!],
        JsonValueKind.Array when input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number => [input.GetRawText()],
        JsonValueKind.Array when input.GetArrayLength() > 0 => [.. input.EnumerateArray().Select(item => item.AsText() ?? item.GetRawText())],
        _ => throw RequestProblemException.Bad("input", "must be a string or an array that is not empty"),
    };

    private static Verbatim Base64(string text, int dimensions)
    {
        float[] numbers = [.. Vector.Of(text, dimensions)];
        return Verbatim.Of($"{Convert.ToBase64String(MemoryMarshal.AsBytes<float>(numbers))}");
    }
}
