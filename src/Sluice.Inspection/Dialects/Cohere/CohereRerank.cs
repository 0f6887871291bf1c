using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary><c>POST /v2/rerank</c> (docs.cohere.com/reference/rerank): a query and the documents to put in order.</summary>
internal sealed class CohereRerank : Endpoint
{
    public override string Name => "rerank";

    public override string OperationName => "rerank";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (walker.NameIs("model"u8))
            {
                walker.Value();
                exchange.Model = walker.StringOrNull();
                walker.Text(ContentScope.User);
            }
            else if (walker.NameIs("documents"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else if (walker.NameIs("top_n"u8) || walker.NameIs("max_tokens_per_doc"u8) || walker.NameIs("priority"u8))
            {
                walker.ProtocolProperty(ContentScope.User);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Protocol(ContentScope.Assistant);
}
