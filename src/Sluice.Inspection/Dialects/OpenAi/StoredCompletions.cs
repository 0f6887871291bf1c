using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>Stored chat completions, one or many, their messages, and their metadata (<c>GET /v1/chat/completions</c> and below).</summary>
internal sealed class StoredCompletions : Endpoint
{
    public override string Name => "stored chat completions";

    public override bool NamesModel => false;

    public override string OperationName => "";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
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
            Data(ref walker, exchange);
        }
    }

    private static void Data(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextElement())
        {
            if (walker.Peek("role"u8).IsEmpty)
                ChatResponse.Visit(ref walker, exchange);
            else
                ChatRequest.Message(ref walker, exchange);
        }
    }
}
