using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>GET /v1/files/{id}/content</c>: a batch's results and whatever else was stored, judged as it flows.</summary>
internal sealed class FileContent : Endpoint
{
    public override string Name => "file content";

    public override bool NamesModel => false;

    public override string OperationName => "";

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = ["application/jsonl", "application/octet-stream"];

    public override string Passes => "files that are neither text nor lines of JSON";

    public override BodyForm AnswerForm(string mediaType) => MediaType.IsJson(mediaType) ? BodyForm.Json : BodyForm.File;

    public override void VisitLine(ref JsonWalker walker, Exchange exchange, Direction direction) => BatchLine.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => BatchLine.Visit(ref walker, exchange);
}
