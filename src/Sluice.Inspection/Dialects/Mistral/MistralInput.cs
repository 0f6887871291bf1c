using Sluice.Inspection.Dialects.OpenAi;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mistral;

/// <summary>An endpoint that takes texts and answers with numbers: embeddings, moderations, classifications.</summary>
internal sealed class MistralInput(string name, string operation) : Endpoint
{
    public override string Name => name;

    public override string OperationName => operation;

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ChatRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MistralNumbers.Visit(ref walker, exchange, ContentScope.Assistant);
}
