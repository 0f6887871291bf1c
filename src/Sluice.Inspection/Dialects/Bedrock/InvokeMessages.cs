using System.Buffers;
using Sluice.Inspection.Dialects.Anthropic;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>Invocations of Anthropic's models, whose bodies are those of its own messages (docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-claude.html).</summary>
internal sealed class InvokeMessages : Endpoint
{
    public override string Name => "invoke anthropic";

    public override IReadOnlyList<ContentScope> RequestScopes => MessageRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes => MessageAnswer.Scopes;

    public override IReadOnlyList<string> StreamTypes { get; } = [Converse.EventStream];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => MessageRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MessageAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new InvokeEvents(new MessageEvents()) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedMessage.TryWrite(body, output);
}
