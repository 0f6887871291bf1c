using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mistral;

/// <summary><c>POST /v1/ocr</c> (docs.mistral.ai/api/endpoint/ocr): a document in, its pages as text out.</summary>
internal sealed class MistralOcr : Endpoint
{
    public override string Name => "ocr";

    public override string OperationName => "ocr";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Document];

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
            else if (walker.NameIs("document"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else
            {
                walker.ProtocolProperty(ContentScope.User); // pages, sizes, and the words that say what to look for
            }
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MistralNumbers.Visit(ref walker, exchange, ContentScope.Document);
}
