using System.Buffers;
using Sluice.Inspection.Json;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>GET /v1/realtime</c> over a WebSocket (platform.openai.com/docs/api-reference/realtime): events in both directions, each a message.</summary>
internal sealed class RealtimeSessions : Endpoint
{
    public override string Name => "realtime";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = [MessageFraming.MediaType];

    public override bool IsDuplex => true;

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => RealtimeRequest.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new RealtimeEvents() : null;

    public override void WriteRefused(Refusal refusal, Exchange exchange, IBufferWriter<byte> output) =>
        RealtimeErrors.Write(refusal, exchange.AwaitedIds.Count > 0 ? exchange.AwaitedIds[0] : null, output);
}
