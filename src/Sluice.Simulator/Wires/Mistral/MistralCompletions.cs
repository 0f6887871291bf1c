using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.OpenAi;

namespace Sluice.Simulator.Wires.Mistral;

/// <summary>
/// <c>/v1/fim/completions</c>, which asks with a prompt and a suffix, and <c>/v1/agents/completions</c>, which asks an agent; both answer as OpenAI's
/// chat completions do.
/// </summary>
internal sealed class MistralCompletions(bool isAgent) : IChatEndpoint
{
    public IErrorShape Errors => MistralErrors.Shape;

    public string IdPrefix => "cmpl-sim-";

    public bool HasChoices => true;

    public ChatRequest Read(SimulatedExchange exchange) => isAgent
        ? ChatRequestReader.Read(exchange.Body.Span)
        : JsonRequest.Read(exchange.Body, ReadFim);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonAnswer.Write(output, reply);

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new ChunkWriter(output, reply);

    private static ChatRequest ReadFim(JsonElement body) => new()
    {
        MessagesField = "prompt",
        Carries = Speech.TextOnly,
        Model = body.Text("model"),
        HasMessages = body.Text("prompt") is not null,
        LastUserText = body.Text("prompt"),
        Stream = body.Flag("stream"),
    };
}
