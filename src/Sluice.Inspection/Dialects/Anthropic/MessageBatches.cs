using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary><c>/v1/messages/batches</c>: creating one sends many messages' requests at once; all answers but the results are counts and dates.</summary>
internal sealed class MessageBatches : Endpoint
{
    public override string Name => "message batches";

    public override string OperationName => "batch";

    public override IReadOnlyList<ContentScope> RequestScopes => MessageRequest.Scopes;

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (walker.NameIs("requests"u8))
            {
                walker.Value();
                Items(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => walker.Protocol(ContentScope.Assistant);

    private static void Items(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            Item(ref walker, exchange);
    }

    private static void Item(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("params"u8))
            {
                walker.Value();
                Refusal? before = exchange.Invalid;
                MessageRequest.Visit(ref walker, exchange);
                exchange.Invalid = before; // The API takes the batch, and answers for each request in it.
            }
            else
            {
                walker.Property(ContentScope.User);
            }
        }
    }
}
