using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi.Media;

/// <summary><c>/v1/images/generations</c> and <c>/edits</c>: a picture of one point. What is said stands in <c>revised_prompt</c>.</summary>
internal sealed class Images : IChatEndpoint
{
    private const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "img-sim-";

    public bool HasChoices => true;

    public ChatRequest Read(SimulatedExchange exchange)
    {
        if (exchange.Request.HasJsonContentType()) return JsonRequest.Read(exchange.Body, Read);
        var form = MultipartBody.Read(exchange);
        string? prompt = form.Text("prompt");
        return Request(prompt, form.Text("model"), 1);
    }

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply)
    {
        var images = reply.Choices.Select(choice => Verbatim.Of($$"""{"b64_json":{{Png}},"revised_prompt":{{Spoken.Of(choice.Content, reply)}}}"""));
        output.Json($$"""{"created":{{reply.Created}},"data":[{{images}}]{{new Verbatim(reply.Script.Extra.Top)}}}""");
    }

    public IReplyStream OpenStream(EventOutput output, Reply reply) => throw RequestProblemException.Bad("stream", "images are not streamed here");

    private static ChatRequest Read(JsonElement body) => body.Flag("stream")
        ? throw RequestProblemException.Bad("stream", "images are not streamed here")
        : Request(body.Text("prompt"), body.Text("model"), body.Count("n", 1, 10, 1));

    private static ChatRequest Request(string? prompt, string? model, int images) => new()
    {
        MessagesField = "prompt",
        Carries = Speech.TextOnly,
        Model = model ?? "dall-e-2",
        HasMessages = prompt is not null,
        LastUserText = prompt,
        Choices = images,
    };
}
