using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires;

/// <summary>An endpoint that answers a question with text: what is said is decided once for all dialects, how it looks is decided here.</summary>
internal interface IChatEndpoint : IEndpoint, IAnswerForm
{
    /// <exception cref="RequestProblemException">The body is not JSON, or a field has a wrong type or range.</exception>
    ChatRequest Read(SimulatedExchange exchange);

    void WriteAnswer(IBufferWriter<byte> output, Reply reply);

    /// <summary>The content type of a whole answer.</summary>
    string AnswerContentType(Reply reply) => ContentTypes.Json;

    IReplyStream OpenStream(EventOutput output, Reply reply);

    /// <summary>Told once a reply is decided, before it is sent; for what can be fetched later.</summary>
    void Keep(Reply reply)
    {
    }
}
