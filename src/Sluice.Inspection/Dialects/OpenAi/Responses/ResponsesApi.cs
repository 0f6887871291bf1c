using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>
/// <c>/v1/responses</c> and all below it, whole and streamed (platform.openai.com/docs/api-reference/responses): making one, reading a stored one or what went into it,
/// cancelling, counting, compacting. Their bodies share their members.
/// </summary>
internal sealed class ResponsesApi : Endpoint
{
    public override string Name => "responses";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } =
        [ContentScope.System, ContentScope.User, ContentScope.Assistant, ContentScope.Reasoning, ContentScope.ToolCall, ContentScope.ToolResult, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes => RequestScopes;

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => ResponseRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ResponseBody.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new ResponseEvents() : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedResponse.TryWrite(body, output);
}
