using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary><c>/v1/chat/completions</c>, as OpenAI, Azure, Mistral and many others have it.</summary>
internal sealed class ChatCompletions : IChatEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "chatcmpl-sim-";

    public bool HasChoices => true;

    public ChatRequest Read(SimulatedExchange exchange) => ChatRequestReader.Read(exchange.Body.Span);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonAnswer.Write(output, reply);

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new ChunkWriter(output, reply);
}
