using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary>The models in Anthropic's form: a page, or one of any name.</summary>
internal sealed class AnthropicModels : IPlainEndpoint
{
    public IErrorShape Errors => AnthropicErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        if (exchange.PathValue.Length > 0) return new PlainAnswer(Model(exchange.PathValue).Json);
        string first = Presets.Models.First(), last = Presets.Models.Last();
        return new PlainAnswer(Verbatim.Of(
            $$"""{"data":[{{Presets.Models.Select(Model)}}],"has_more":false,"first_id":{{first}},"last_id":{{last}}}""").Json);
    }

    private static Verbatim Model(string id) =>
        Verbatim.Of($$"""{"type":"model","id":{{id}},"display_name":{{id}},"created_at":"2023-11-14T22:13:20Z"}""");
}
