using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/audio/speech</c>: the words to speak are guarded; the sound passes, streamed or not.</summary>
internal sealed class Speech : Endpoint
{
    public override string Name => "speech";

    public override string OperationName => "generate_content";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.System, ContentScope.User];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override string Passes => "answers that are sound";

    public override BodyForm AnswerForm(string mediaType) =>
        mediaType.StartsWith("audio/", StringComparison.Ordinal) || mediaType is "application/octet-stream" ? BodyForm.Opaque : base.AnswerForm(mediaType);

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

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MediaAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new MediaEvents() : null;
}
