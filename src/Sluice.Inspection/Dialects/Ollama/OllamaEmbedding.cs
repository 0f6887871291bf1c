using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary><c>POST /api/embed</c>, and <c>POST /api/embeddings</c>, which came before it. Their answers are numbers.</summary>
internal sealed class OllamaEmbedding(string name) : Endpoint
{
    public override string Name => name;

    public override string OperationName => "embeddings";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => OllamaRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => OllamaResponse.Visit(ref walker, exchange);
}
