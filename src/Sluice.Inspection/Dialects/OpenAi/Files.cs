using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/files</c>: a form with a file; lines of a batch or of training data are judged each as what it asks for.</summary>
internal sealed class Files : Endpoint
{
    public override string Name => "file uploads";

    public override bool NamesModel => false;

    public override string OperationName => "";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override string Passes => "files that are neither text nor lines of JSON";

    public override BodyForm RequestForm(string mediaType) => mediaType is "multipart/form-data" ? BodyForm.Multipart : BodyForm.Json;

    public override void VisitLine(ref JsonWalker walker, Exchange exchange, Direction direction) => BatchLine.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange)
    {
        if (walker.Token == JsonTokenType.StartObject)
            walker.Protocol(ContentScope.Assistant);
        else
            walker.Leaves(ContentScope.Assistant);
    }
}
