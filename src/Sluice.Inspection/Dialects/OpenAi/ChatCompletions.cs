using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>, whole and streamed (platform.openai.com/docs/api-reference/chat).</summary>
internal sealed class ChatCompletions : Endpoint
{
    public override string Name => "chat completions";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ChatRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ChatResponse.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new ChatEvents() : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedCompletion.TryWrite(body, output);
}
