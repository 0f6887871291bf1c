using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary><c>/v1/conversations</c> and all below it: stored items, as responses have them (platform.openai.com/docs/api-reference/conversations).</summary>
internal sealed class Conversations : Endpoint
{
    public override string Name => "conversations";

    public override bool NamesModel => false;

    public override string OperationName => "";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes => RequestScopes;

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ResponseRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ResponseBody.Visit(ref walker, exchange);
}
