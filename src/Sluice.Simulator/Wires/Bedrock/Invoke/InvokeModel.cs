using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Simulator.Wires.Bedrock.Invoke;

/// <summary><c>/model/{id}/invoke</c> and <c>/invoke-with-response-stream</c>.</summary>
internal sealed class InvokeModel(bool streams) : IChatEndpoint
{
    private static readonly (string Part, IModelFamily Family)[] Families =
    [
        ("anthropic.", new AnthropicFamily()),
        ("amazon.nova", new NovaFamily()),
        ("amazon.titan", new TitanFamily()),
        ("meta.llama", new LlamaFamily()),
    ];

    public IErrorShape Errors => BedrockErrors.Shape;

    public string IdPrefix => "msg_bdrk_sim_";

    public bool ArgumentsAreJson => true;

    public string StreamContentType(SimulatedExchange exchange) => AwsFraming.ContentType;

    public ChatRequest Read(SimulatedExchange exchange) =>
        JsonRequest.Read(exchange.Body, body => FamilyOf(exchange.PathValue).Read(body, exchange.PathValue, streams));

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonText.Raw(output, FamilyOf(reply.Model).Answer(reply).Json.Span);

    public IReplyStream OpenStream(EventOutput output, Reply reply)
    {
        var framing = new ChunkFraming();
        var frames = new Frames(framing, output, reply.Script.Extra.Top);
        return FamilyOf(reply.Model).OpenStream(reply, frames, body => framing.WriteException(output, BedrockErrors.StreamException, body));
    }

    /// <summary>A region or an ARN may stand before the maker's name.</summary>
    private static IModelFamily FamilyOf(string model)
    {
        foreach (var (part, family) in Families)
        {
            if (model.Contains(part, StringComparison.Ordinal)) return family;
        }

        throw new RequestProblemException(StatusCodes.Status400BadRequest, "The provided model identifier is invalid.", "modelId");
    }
}
