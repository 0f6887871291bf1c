using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary>The bodies of one maker's models, which <c>/invoke</c> hands through as they are.</summary>
internal interface IModelFamily
{
    ChatRequest Read(JsonElement body, string model, bool streams);

    Verbatim Answer(Reply reply);

    /// <param name="frames">Puts each of the model's events into a chunk.</param>
    /// <param name="fail">Ends the stream with an error.</param>
    IReplyStream OpenStream(Reply reply, Frames frames, Action<byte[]> fail);
}
