using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary><c>POST /v2/embed</c> (docs.cohere.com/reference/embed). Its answer is numbers, and the texts once more.</summary>
internal sealed class CohereEmbed : Endpoint
{
    public override string Name => "embed";

    public override string OperationName => "embeddings";

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
            else if (walker.NameIs("images"u8))
            {
                walker.Property(ContentScope.Document);
            }
            else if (walker.NameIs("inputs"u8))
            {
                walker.Value();
                Inputs(ref walker);
            }
            else if (walker.NameIs("max_tokens"u8) || walker.NameIs("output_dimension"u8) || walker.NameIs("priority"u8))
            {
                walker.ProtocolProperty(ContentScope.User);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
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
            if (walker.NameIs("embeddings"u8))
            {
                walker.Value();
                Embeddings(ref walker);
            }
            else if (walker.NameIs("meta"u8))
            {
                walker.Value();
                CohereUsage.Visit(ref walker, exchange);
            }
            else if (walker.NameIs("texts"u8))
            {
                walker.Property(ContentScope.Assistant);
            }
            else
            {
                walker.ProtocolProperty(ContentScope.Assistant);
            }
        }
    }

    private static void Inputs(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            CohereMessage.Visit(ref walker, ContentScope.User, lanes: false);
    }

    /// <summary>Vectors by type; those in base64 are numbers as well.</summary>
    private static void Embeddings(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (!walker.NameIs("base64"u8))
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            walker.Skip();
        }
    }
}
