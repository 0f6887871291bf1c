using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires;

/// <summary>An endpoint that answers a question with text: what is said is decided once for all dialects, how it looks is decided here.</summary>
internal interface IChatEndpoint : IEndpoint
{
    /// <summary>What its ids begin with; the answer's number follows.</summary>
    string IdPrefix { get; }

    /// <summary>Whether one answer may hold several choices.</summary>
    bool HasChoices => false;

    /// <summary>Whether a tool's arguments stand in a whole answer as JSON and not as a text of JSON: they have to be an object then.</summary>
    bool ArgumentsAreJson => false;

    /// <summary>Whether a stream carries a tool's arguments piece by piece; otherwise a call is one delta, as in a whole answer.</summary>
    bool StreamsArguments => true;

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
