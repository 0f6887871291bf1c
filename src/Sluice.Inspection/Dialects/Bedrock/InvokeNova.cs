using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>Invocations of Amazon's Nova models, whose bodies are those of conversations (docs.aws.amazon.com/nova/latest/userguide/using-invoke-api.html).</summary>
internal sealed class InvokeNova : Endpoint
{
    public override string Name => "invoke nova";

    public override IReadOnlyList<ContentScope> RequestScopes => ConverseRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes => ConverseAnswer.Scopes;

    public override IReadOnlyList<string> StreamTypes { get; } = [Converse.EventStream];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ConverseRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ConverseAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new InvokeEvents(new ConverseEvents(wrapped: true)) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedConversation.TryWrite(body, output);
}
