using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary><c>POST /v1/images/generations</c>, <c>/edits</c> and <c>/variations</c>, whole and streamed: prompts are texts, pictures are documents.</summary>
internal sealed class Images : Endpoint
{
    public override string Name => "images";

    public override string OperationName => "generate_content";

    public override IReadOnlyList<ContentScope> RequestScopes { get; } = [ContentScope.User, ContentScope.Document];

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant, ContentScope.Document];

    public override IReadOnlyList<string> StreamTypes { get; } = ["text/event-stream"];

    public override string Passes => "pictures in forms";

    public override BodyForm RequestForm(string mediaType) => mediaType is "multipart/form-data" ? BodyForm.Multipart : BodyForm.Json;

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
            throw new JsonException("the request is not a JSON object");
        while (walker.NextProperty())
        {
            if (!PlainRequest.Member(ref walker, exchange))
                walker.Property(walker.NameIs("image"u8) || walker.NameIs("images"u8) || walker.NameIs("mask"u8) ? ContentScope.Document : ContentScope.User);
        }
    }

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => MediaAnswer.Visit(ref walker, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new MediaEvents() : null;
}
