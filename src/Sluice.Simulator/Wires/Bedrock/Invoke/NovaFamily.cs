using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary><c>amazon.nova*</c>: as in a conversation, each event inside an object that names it.</summary>
internal sealed class NovaFamily : IModelFamily
{
    public ChatRequest Read(JsonElement body, string model, bool streams) => ConverseJson.Read(body, model, streams);

    public Verbatim Answer(Reply reply) => ConverseJson.Answer(reply, hasMetrics: false);

    public IReplyStream OpenStream(Reply reply, Frames frames, Action<byte[]> fail) => new ConverseStream(
        reply,
        (name, members) => frames.Event(name, $$$"""{{{{name}}}:{{{{members}}}} {{{(name is "metadata" ? InvocationMetrics.Of(reply) : Verbatim.Nothing)}}}}"""),
        fail);
}
