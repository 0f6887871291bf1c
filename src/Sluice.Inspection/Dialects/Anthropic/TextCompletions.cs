using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Anthropic;

/// <summary><c>POST /v1/complete</c>, the text completions that came before messages, whole and streamed.</summary>
internal sealed class TextCompletions : Endpoint
{
    private static readonly FlatShape Shape = new("completion", "stop_reason", "refusal")
    {
        EventName = "completion"u8.ToArray(),
        Members = "\"type\":\"completion\",\"id\":\"compl_sluice\",\"model\":\"\""u8.ToArray(),
    };

    public override string Name => "text completions";

    public override string OperationName => "text_completion";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => MessageRequest.Visit(ref walker, exchange);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => FlatAnswer.Visit(ref walker, Shape, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new FlatEvents(Shape, AnthropicErrors.Write) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => FlatAnswer.TryWriteBlocked(body, Shape, output);
}
