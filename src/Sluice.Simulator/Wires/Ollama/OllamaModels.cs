using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary><c>/api/tags</c>, <c>/api/ps</c> and <c>/api/show</c>: the presets as if they were local models; any name can be shown.</summary>
internal sealed class OllamaModels(bool showsOne) : IPlainEndpoint
{
    private static readonly Verbatim Details = Verbatim.Raw(
        """{"parent_model":"","format":"gguf","family":"sim","families":["sim"],"parameter_size":"1B","quantization_level":"Q4_0"}""");

    public IErrorShape Errors => OllamaErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        if (!showsOne) return new PlainAnswer(Verbatim.Of($$"""{"models":[{{Presets.Models.Select(Model)}}]}""").Json);
        var body = JsonRequest.ReadObject(exchange.Body);
        string model = body.Text("model") ?? body.Text("name") ?? throw RequestProblemException.Bad("model", "is required");
        return new PlainAnswer(Verbatim.Of(
            $$$"""
            {"license":"","modelfile":{{{"FROM " + model}}},"parameters":"","template":"{{ .Prompt }}","details":{{{Details}}},
            "model_info":{"general.architecture":"sim"},"capabilities":["completion","tools"],"modified_at":"2023-11-14T22:13:20Z"}
            """).Json);
    }

    private static Verbatim Model(string name) => Verbatim.Of(
        $$"""{"name":{{name}},"model":{{name}},"modified_at":"2023-11-14T22:13:20Z","size":1,"digest":"sim","details":{{Details}}}""");
}
