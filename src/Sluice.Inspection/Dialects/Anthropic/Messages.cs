using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary><c>POST /v1/messages</c>, whole and streamed (platform.claude.com/docs/en/api/messages).</summary>
internal sealed class Messages : Endpoint
{
    public override string Name => "messages";

    public override IReadOnlyList<ContentScope> RequestScopes => MessageRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes => MessageAnswer.Scopes;

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => MessageRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MessageAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new MessageEvents() : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedMessage.TryWrite(body, output);
}
