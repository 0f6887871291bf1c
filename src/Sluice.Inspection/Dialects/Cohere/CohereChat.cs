using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary><c>POST /v2/chat</c>, whole and streamed (docs.cohere.com/reference/chat).</summary>
internal sealed class CohereChat : Endpoint
{
    private static readonly string[] Kept = ["id", "usage"];

    public override string Name => "chat";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => CohereRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => CohereResponse.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new CohereEvents() : null;

    /// <summary>Version 2 has no filter that ends an answer of its own; what it could not finish ends by <c>ERROR</c>.</summary>
    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        ArrayBufferWriter<byte> kept = new(256);
        if (!Members.Copy(body, ["finish_reason"], kept))
            return false;
        kept.Clear();
        output.Write("{"u8);
        if (Members.Copy(body, Kept, kept))
        {
            output.Write(kept.WrittenSpan);
            output.Write(","u8);
        }

        output.Write("\"message\":{\"role\":\"assistant\",\"content\":[]},\"finish_reason\":\"ERROR\"}"u8);
        return true;
    }
}
