using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary><c>POST /model/{id}/converse</c> and <c>/converse-stream</c>.</summary>
internal sealed class Converse : Endpoint
{
    public const string EventStream = "application/vnd.amazon.eventstream";

    public override string Name => "converse";

    public override IReadOnlyList<ContentScope> RequestScopes => ConverseRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes => ConverseAnswer.Scopes;

    public override IReadOnlyList<string> StreamTypes { get; } = [EventStream];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ConverseRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ConverseAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new ConverseEvents(wrapped: false) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedConversation.TryWrite(body, output);
}
