using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary><c>/v1/moderations</c>: nothing is ever flagged.</summary>
internal sealed class Moderations : IPlainEndpoint
{
    private static readonly string[] Categories =
    [
        "harassment", "harassment/threatening", "sexual", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm/intent",
        "self-harm/instructions", "self-harm", "sexual/minors", "violence", "violence/graphic",
    ];

    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        var input = body.At("input");
        if (input.ValueKind is not (JsonValueKind.String or JsonValueKind.Array)) throw RequestProblemException.Bad("input", "must be a string or an array");
        // An array of texts has a result for each; an array of parts is one question.
        bool areTexts = input.ValueKind == JsonValueKind.Array && input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.String;
        var results = Enumerable.Repeat(Result, areTexts ? input.GetArrayLength() : 1);
        string model = body.Text("model") ?? "omni-moderation-latest";
        return new PlainAnswer(Verbatim.Of($$"""{"id":"modr-sim","model":{{model}},"results":[{{results}}]{{new Verbatim(script.Extra.Top)}}}""").Json);
    }

    private static Verbatim Result { get; } = Verbatim.Of(
        $$$"""
        {"flagged":false,"categories":{{{{Members("false")}}}},"category_scores":{{{{Members("0.0001")}}}},
        "category_applied_input_types":{{{{Members("[\"text\"]")}}}}}
        """);

    private static Verbatim Members(string value) => Verbatim.Raw(string.Join(',', Categories.Select(name => $"\"{name}\":{value}")));
}
