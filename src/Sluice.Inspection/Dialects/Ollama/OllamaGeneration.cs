using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Ollama;

/// <summary><c>POST /api/chat</c> and <c>POST /api/generate</c>: a stream of JSON lines unless the request says <c>"stream": false</c>.</summary>
internal sealed class OllamaGeneration(bool chat) : Endpoint
{
    private static readonly string[] Kept =
        ["model", "created_at", "total_duration", "load_duration", "prompt_eval_count", "prompt_eval_duration", "eval_count", "eval_duration"];

    public override string Name => chat ? "chat" : "generate";

    public override string OperationName => chat ? "chat" : "text_completion";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = chat
        ? [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document]
        : [ContentScope.System, ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = chat
        ? [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.Document]
        : [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall];

    public override IReadOnlyList<string> StreamTypes { get; } = ["application/x-ndjson"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        exchange.Streaming = true;
        OllamaRequest.Visit(ref walker, exchange);
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => OllamaResponse.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new OllamaEvents(chat) : null;

    /// <summary>The same model and counts, no words, and the reason that stands for a filter wherever Ollama's answers are translated.</summary>
    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        ArrayBufferWriter<byte> kept = new(256);
        if (!Members.Copy(body, [chat ? "message" : "response"], kept))
            return false;
        kept.Clear();
        output.Write("{"u8);
        if (Members.Copy(body, Kept, kept))
        {
            output.Write(kept.WrittenSpan);
            output.Write(","u8);
        }

        output.Write(OllamaEvents.Ending(chat));
        return true;
    }
}
