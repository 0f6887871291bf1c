using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Anthropic;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary><c>anthropic.*</c>: Anthropic's Messages; the model stands in the path.</summary>
internal sealed class AnthropicFamily : IModelFamily
{
    public ChatRequest Read(JsonElement body, string model, bool streams)
    {
        var request = Messages.Read(body);
        (request.Model, request.Stream) = (model, streams);
        return request;
    }

    public Verbatim Answer(Reply reply) => Messages.Answer(reply);

    public IReplyStream OpenStream(Reply reply, Frames frames, Action<byte[]> fail) => new MessageStream(frames, reply)
    {
        AtStop = InvocationMetrics.Of(reply),
        OnFail = body => fail(body ?? BedrockErrors.Shape.ForStatus(500)),
    };
}
