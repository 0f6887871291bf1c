using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi;

/// <summary><c>/v1/chat/completions</c>, as OpenAI, Azure, Mistral and many others have it.</summary>
internal sealed class ChatCompletions(ItemStore store) : IChatEndpoint
{
    public const string Kind = "chat completion";

    private const int MaxKeptBytes = 16 * 1024 * 1024;

    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "chatcmpl-sim-";

    public bool HasChoices => true;

    public ChatRequest Read(SimulatedExchange exchange)
    {
        var request = ChatRequestReader.Read(exchange.Body.Span);
        // Azure names the deployment in the path.
        if (exchange.PathValue.Length > 0) request.Model ??= exchange.PathValue;
        return request;
    }

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonAnswer.Write(output, reply);

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new ChunkWriter(output, reply);

    public void Keep(Reply reply)
    {
        if (!reply.Request.Store) return;
        using var answer = new ByteBuffer(MaxKeptBytes);
        try
        {
            JsonAnswer.Write(answer, reply);
        }
        catch (ByteBufferFullException)
        {
            throw RequestProblemException.Bad("store", $"an answer of more than {MaxKeptBytes} bytes is not kept");
        }

        store.Put(new StoredItem(Kind, reply.Id, answer.Written.ToArray(), reply.Request.Input));
    }
}
