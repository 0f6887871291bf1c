using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary>The legacy <c>/v1/completions</c>; Mistral's <c>/v1/fim/completions</c> asks as it does.</summary>
internal sealed class Completions : IChatEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "cmpl-sim-";

    public bool HasChoices => true;

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, body => Read(body, exchange.PathValue));

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply)
    {
        var choices = reply.Choices.Select(choice => CompletionJson.Choice(reply, choice.Index, Spoken.Of(choice.Content, reply), choice.Finish));
        JsonText.Raw(output, CompletionJson.Write(reply, choices, CompletionJson.Usage(reply.Usage)).Json.Span);
    }

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new CompletionStream(output, reply);

    private static ChatRequest Read(JsonElement body, string deployment) => new()
    {
        MessagesField = "prompt",
        Carries = Speech.TextOnly,
        Model = body.Text("model") ?? deployment,
        HasMessages = body.At("prompt").ValueKind is JsonValueKind.String or JsonValueKind.Array,
        LastUserText = body.At("prompt").PartsText(),
        Choices = body.Count("n", 1, 128, 1),
        Stream = body.Flag("stream"),
        IncludeUsage = body.At("stream_options").Flag("include_usage"),
    };
}
