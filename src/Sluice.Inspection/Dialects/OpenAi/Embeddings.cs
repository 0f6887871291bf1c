using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/embeddings</c>: what is embedded is guarded; a vector, be it in numbers or in base64, is no text.</summary>
internal sealed class Embeddings : Endpoint
{
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    public override string Name => "embeddings";

    public override string OperationName => "embeddings";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

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

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => Visit(ref walker, exchange);

    /// <summary>Takes an answer.</summary>
    public static void Visit(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (!walker.NameIs("data"u8))
            {
                ChatResponse.Member(ref walker, exchange);
                continue;
            }

            walker.Value();
            Data(ref walker);
        }
    }

    private static void Data(ref JsonWalker walker)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
        {
            if (!walker.EnterObject())
            {
                walker.Leaves(ContentScope.Assistant);
                continue;
            }

            while (walker.NextProperty())
                Member(ref walker);
        }
    }

    private static void Member(ref JsonWalker walker)
    {
        if (!walker.NameIs("embedding"u8))
        {
            walker.ProtocolProperty(ContentScope.Assistant);
            return;
        }

        walker.Value();
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                walker.Protocol(ContentScope.Assistant);
        }
        else if (walker.Token != JsonTokenType.String || walker.RawString.ContainsAnyExcept(Base64))
        {
            walker.Text(ContentScope.Assistant);
        }
    }
}
