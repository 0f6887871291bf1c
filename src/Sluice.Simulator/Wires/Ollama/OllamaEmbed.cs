using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary><c>/api/embed</c> for one text or several, and the older <c>/api/embeddings</c> for one.</summary>
internal sealed class OllamaEmbed(bool isOld) : IPlainEndpoint
{
    public IErrorShape Errors => OllamaErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        string model = body.Text("model") ?? throw RequestProblemException.Bad("model", "is required");
        if (isOld) return new PlainAnswer(Verbatim.Of($$"""{"embedding":{{Vector.Json(body.Text("prompt") ?? "")}}}""").Json);
        var input = body.At("input");
        IEnumerable<string> texts = input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array => body.Items("input").Select(text => text.AsText() ?? throw RequestProblemException.Bad("input", "must hold strings")),
            _ => throw RequestProblemException.Bad("input", "must be a string or an array"),
        };
        long tokens = script.Usage?.Prompt ?? (exchange.Body.Length + 3) / 4;
        return new PlainAnswer(Verbatim.Of(
            $$"""
            {"model":{{model}},"embeddings":[{{texts.Select(text => Vector.Json(text))}}],"total_duration":2000000,"load_duration":1000000,
            "prompt_eval_count":{{tokens}}}
            """).Json);
    }
}
