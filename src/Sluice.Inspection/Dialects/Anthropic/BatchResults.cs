using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary><c>GET /v1/messages/batches/{id}/results</c>: a JSON document a line, each a message or an error.</summary>
internal sealed class BatchResults : Endpoint
{
    public override string Name => "message batch results";

    public override bool NamesModel => false;

    public override string OperationName => "batch";

    public override IReadOnlyList<ContentScope> AnswerScopes => MessageAnswer.Scopes;

    public override IReadOnlyList<string> StreamTypes { get; } = ["application/x-jsonl", "application/jsonl", "application/x-ndjson"];

    /// <summary>Finds the texts of one line.</summary>
    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("result"u8))
            {
                walker.Value();
                Result(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new BatchResultLines(this) : null;

    private static void Result(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
        {
            if (walker.NameIs("message"u8))
            {
                walker.Value();
                MessageAnswer.Visit(ref walker, exchange);
            }
            else
            {
                walker.Property(ContentScope.Assistant);
            }
        }
    }
}
