using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.Ollama;

/// <summary><c>/api/chat</c> and <c>/api/generate</c>; both stream unless told not to. A refusal is text like any other.</summary>
internal sealed class OllamaChat(bool isChat) : IChatEndpoint
{
    public IErrorShape Errors => OllamaErrors.Shape;

    public string IdPrefix => "ollama-sim-";

    public bool ArgumentsAreJson => true;

    public bool StreamsArguments => false;

    public string StreamContentType(SimulatedExchange exchange) => ContentTypes.NdJson;

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, isChat ? ReadChat : ReadGenerate);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply)
    {
        var choice = reply.Only;
        var said = new OllamaPiece(
            Spoken.Of(choice.Content + choice.Refusal, reply), Spoken.Of(choice.Reasoning, reply), [.. choice.ToolCalls.Select(OllamaJson.Call)]);
        JsonText.Raw(output, OllamaJson.Line(reply, said, ends: true, isChat).Json.Span);
    }

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new OllamaStream(output, reply, isChat);

    private static ChatRequest ReadChat(JsonElement body)
    {
        var messages = body.Items("messages");
        var last = messages.Count > 0 ? messages[^1] : default;
        return new ChatRequest
        {
            Model = body.Text("model"),
            HasMessages = messages.Count > 0,
            LastUserText = messages.LastOf("user").At("content").PartsText(),
            ToolResult = last.Is("role", "tool") ? last.At("content").PartsText() : null,
            FirstTool = body.Items("tools").Select(tool => tool.At("function").Text("name")).FirstOrDefault(),
            Stream = body.Flag("stream", otherwise: true),
        };
    }

    private static ChatRequest ReadGenerate(JsonElement body) => new()
    {
        MessagesField = "prompt",
        Carries = Speech.Reasoning | Speech.Refusal,
        Model = body.Text("model"),
        HasMessages = body.Text("prompt") is not null,
        LastUserText = body.Text("prompt"),
        Stream = body.Flag("stream", otherwise: true),
    };
}
