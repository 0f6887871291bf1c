using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/moderations</c>: what is judged is guarded; the judgement's scores are no texts.</summary>
internal sealed class Moderations : Endpoint
{
    public override string Name => "moderations";

    public override string OperationName => "";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (!PlainRequest.Member(ref walker, exchange))
                walker.Property(ContentScope.User);
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("results"u8))
                walker.ProtocolProperty(ContentScope.Assistant);
            else
                ChatResponse.Member(ref walker, exchange);
        }
    }
}
