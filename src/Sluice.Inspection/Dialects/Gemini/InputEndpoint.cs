using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>An endpoint that takes contents and answers with numbers: embeddings (ai.google.dev/api/embeddings), token counts (ai.google.dev/api/tokens).</summary>
internal sealed class InputEndpoint(string name, string operation, params ContentScope[] scopes) : Endpoint
{
    public override string Name => name;

    public override string OperationName => operation;

    public override IReadOnlyList<ContentScope> RequestScopes => scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => GeminiRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Protocol(ContentScope.Assistant);
}
