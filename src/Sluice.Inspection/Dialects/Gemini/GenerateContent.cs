using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>
/// <c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c> (ai.google.dev/api/generate-content). The latter streams server-sent events with
/// <c>?alt=sse</c>, else the elements of one JSON array.
/// </summary>
internal sealed class GenerateContent(bool streams) : Endpoint
{
    public override string Name => streams ? "streamGenerateContent" : "generateContent";

    public override string OperationName => "generate_content";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } =
        [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = streams ? ["text/event-stream", "application/json"] : [];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => GeminiRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => GeminiResponse.Visit(ref walker, exchange, progress: null);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new GeminiEvents() : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedCandidates.TryWrite(body, output);
}
