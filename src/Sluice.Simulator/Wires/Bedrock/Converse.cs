using System.Buffers;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock;

/// <summary><c>/model/{id}/converse</c> and <c>/converse-stream</c>: one form for all models.</summary>
internal sealed class Converse(bool streams) : IChatEndpoint
{
    public IErrorShape Errors => BedrockErrors.Shape;

    public string IdPrefix => "converse-sim-";

    public bool ArgumentsAreJson => true;

    public string StreamContentType(SimulatedExchange exchange) => AwsFraming.ContentType;

    public ChatRequest Read(SimulatedExchange exchange) =>
        JsonRequest.Read(exchange.Body, body => ConverseJson.Read(body, exchange.PathValue, streams));

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonText.Raw(output, ConverseJson.Answer(reply, hasMetrics: true).Json.Span);

    public IReplyStream OpenStream(EventOutput output, Reply reply)
    {
        var framing = new AwsFraming();
        var frames = new Frames(framing, output, reply.Script.Extra.Top);
        return new ConverseStream(
            reply,
            (name, members) => frames.Event(name, $$"""{{{members}},"p":"abcdefgh"}"""),
            body => framing.WriteException(output, BedrockErrors.StreamException, body));
    }
}
