using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>OpenAI's chat completions, whole and streamed (platform.openai.com/docs/api-reference/chat), and all that speak like it.</summary>
internal sealed class OpenAiDialect : IDialect
{
    public string Name => "openai";

    public IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.Document];

    public Surface Resolve(string method, ReadOnlySpan<char> path)
    {
        path = path.TrimEnd('/');
        if (path.EndsWith("/chat/completions", StringComparison.Ordinal) && string.Equals(method, "POST", StringComparison.Ordinal))
            return Surface.Chat;
        bool reads = string.Equals(method, "GET", StringComparison.Ordinal) || string.Equals(method, "HEAD", StringComparison.Ordinal);
        return reads && IsModels(path) ? Surface.Opaque : Surface.Unknown;
    }

    public void VisitRequest(ref JsonWalker walker, Exchange exchange) => ChatRequest.Visit(ref walker, exchange);

    public void VisitResponse(ref JsonWalker walker, Exchange exchange) => ChatResponse.Visit(ref walker, exchange);

    public IEventGrammar? OpenStream(Surface surface, string mediaType) =>
        surface == Surface.Chat && string.Equals(mediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase) ? new ChatEvents() : null;

    public void WriteError(Refusal refusal, IBufferWriter<byte> output) => OpenAiErrors.Write(refusal, output);

    public bool TryWriteBlockedResponse(Surface surface, ReadOnlySpan<byte> body, IBufferWriter<byte> output) =>
        surface == Surface.Chat && BlockedCompletion.TryWrite(body, output);

    /// <summary><c>/v1/models</c> and <c>/v1/models/{id}</c>, under whatever prefix.</summary>
    private static bool IsModels(ReadOnlySpan<char> path)
    {
        int last = path.LastIndexOf('/');
        return path[(last + 1)..].SequenceEqual("models") || (last > 0 && path[..last].EndsWith("/models", StringComparison.Ordinal));
    }
}
