using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>Invocations of Titan's embedding models, texts and images (docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html).</summary>
internal sealed class InvokeEmbeddings : Endpoint
{
    public override string Name => "invoke titan embeddings";

    public override string OperationName => "embeddings";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => PromptRequest.Visit(ref walker);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("embedding"u8))
            {
                walker.Value();
                Vector(ref walker);
            }
            else if (walker.NameIs("embeddingsByType"u8))
            {
                walker.Value();
                Vectors(ref walker);
            }
            else if (walker.NameIs("inputTextTokenCount"u8))
            {
                walker.Value();
                exchange.Usage = exchange.Usage with { Input = walker.Int64Or(0) };
                walker.Protocol(ContentScope.Assistant);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    private static void Vectors(ref JsonWalker walker)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("float"u8) || walker.NameIs("binary"u8))
            {
                walker.Value();
                Vector(ref walker);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    /// <summary>A vector's numbers are no texts.</summary>
    private static void Vector(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Protocol(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
            walker.Protocol(ContentScope.Assistant);
    }
}
