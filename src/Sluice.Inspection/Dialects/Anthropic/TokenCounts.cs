using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary><c>POST /v1/messages/count_tokens</c>: the request of a message, answered by a number.</summary>
internal sealed class TokenCounts : Endpoint
{
    public override string Name => "count tokens";

    public override string OperationName => "count_tokens";

    public override IReadOnlyList<ContentScope> RequestScopes => MessageRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => MessageRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Protocol(ContentScope.Assistant);
}
