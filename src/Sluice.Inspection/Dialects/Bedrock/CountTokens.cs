using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// <c>POST /model/{id}/count-tokens</c> (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html): the request of a conversation, or the body of an
/// invocation in base64, answered by a number.
/// </summary>
internal sealed class CountTokens : Endpoint
{
    public override string Name => "count tokens";

    public override string OperationName => "count_tokens";

    public override IReadOnlyList<ContentScope> RequestScopes => ConverseRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (!walker.NameIs("input"u8))
            {
                walker.Property(ContentScope.User);
                continue;
            }

            walker.Value();
            Input(ref walker, exchange);
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Protocol(ContentScope.Assistant);

    private static void Input(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("converse"u8))
            {
                walker.Value();
                ConverseRequest.Visit(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.Document); // The body of an invocation is a file in base64: unpacked, scanned, packed again.
            }
        }
    }
}
