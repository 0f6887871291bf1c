using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>The list of models, or one model: every name is one.</summary>
internal sealed class ModelList : IPlainEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script) => exchange.PathValue.Length > 0
        ? new PlainAnswer(Model(Shorten(exchange.PathValue)).Json)
        : new PlainAnswer(Verbatim.Of($$"""{"object":"list","data":[{{Presets.Models.Select(Model)}}]}""").Json);

    private static Verbatim Model(string id) =>
        Verbatim.Of($$"""{"id":{{id}},"object":"model","created":1700000000,"owned_by":"sluice-simulator"}""");

    private static string Shorten(string text) => text.Length <= 256 ? text : text[..256];
}
