using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/audio/transcriptions</c> and <c>/translations</c>: a form goes up; JSON, text, subtitles or a stream come back.</summary>
internal sealed class Transcriptions : Endpoint
{
    public override string Name => "transcriptions";

    public override string OperationName => "generate_content";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override string Passes => "recordings in forms";

    public override BodyForm RequestForm(string mediaType) => mediaType is "multipart/form-data" ? BodyForm.Multipart : BodyForm.Json;

    public override BodyForm AnswerForm(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType is "application/x-subrip" ? BodyForm.Text : base.AnswerForm(mediaType);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MediaAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new MediaEvents() : null;
}
