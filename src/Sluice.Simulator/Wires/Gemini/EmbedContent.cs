using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary><c>:embedContent</c> and <c>:batchEmbedContents</c>.</summary>
internal sealed class EmbedContent(bool isBatch) : IPlainEndpoint
{
    public IErrorShape Errors => GeminiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        return new PlainAnswer(isBatch
            ? Verbatim.Of($$"""{"embeddings":[{{body.Items("requests").Select(Embedding)}}]}""").Json
            : Verbatim.Of($$"""{"embedding":{{Embedding(body)}}}""").Json);
    }

    private static Verbatim Embedding(JsonElement request)
    {
        var parts = request.At("content").At("parts");
        if (parts.ValueKind != JsonValueKind.Array) throw RequestProblemException.Bad("content", "must have parts");
        return Verbatim.Of($$"""{"values":{{Vector.Json(parts.PartsText(), request.Count("outputDimensionality", 1, 4096, Vector.Dimensions))}}}""");
    }
}
