using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Gemini;

/// <summary>The models in Gemini's form: a page, or one of any name.</summary>
internal sealed class GeminiModels : IPlainEndpoint
{
    public IErrorShape Errors => GeminiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) => new(exchange.PathValue.Length > 0
        ? Model(exchange.PathValue).Json
        : Verbatim.Of($$"""{"models":[{{Presets.Models.Select(Model)}}]}""").Json);

    private static Verbatim Model(string id) => Verbatim.Of(
        $$"""
        {"name":{{"models/" + id}},"version":"001","displayName":{{id}},"inputTokenLimit":1048576,"outputTokenLimit":65536,
        "supportedGenerationMethods":["generateContent","countTokens"]}
        """);
}
