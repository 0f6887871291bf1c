using System.Buffers;
using Sluice.Inspection.Dialects.OpenAi;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Mistral;

/// <summary>
/// <c>POST /v1/chat/completions</c>, <c>/v1/agents/completions</c> and <c>/v1/fim/completions</c>, whole and streamed: their bodies are OpenAI's, a content may be a list of
/// chunks, and some of these are thoughts.
/// </summary>
internal sealed class MistralCompletions(string name, string operation, params ContentScope[] scopes) : Endpoint
{
    private static readonly ContentScope[] All =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override string Name => name;

    public override string OperationName => operation;

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = scopes.Length > 0 ? scopes : All;

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ChatRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ChatResponse.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new ChatEvents(MistralDialect.WriteErrorBody, named: true) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedCompletion.TryWrite(body, output);
}
