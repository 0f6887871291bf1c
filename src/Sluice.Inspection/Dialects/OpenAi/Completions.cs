using System.Buffers;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/completions</c>, the legacy endpoint, whole and streamed (platform.openai.com/docs/api-reference/completions).</summary>
internal sealed class Completions : Endpoint
{
    public override string Name => "completions";

    public override string OperationName => "text_completion";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (!PlainRequest.Member(ref walker, exchange))
                walker.Property(ContentScope.User);
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => ChatResponse.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new ChatEvents(legacy: true) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => BlockedCompletion.TryWrite(body, output, legacy: true);
}
