using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Bedrock;

/// <summary>
/// Invocations of models that take a prompt and give a text: Meta's Llama and Amazon's Titan Text (docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html,
/// model-parameters-titan-text.html).
/// </summary>
internal sealed class InvokePrompt : Endpoint
{
    private readonly FlatShape _shape;

    private InvokePrompt(string name, FlatShape shape, params ContentScope[] requestScopes) => (Name, _shape, RequestScopes) = (name, shape, requestScopes);

    public override string Name { get; }

    public override string OperationName => "text_completion";

    public override IReadOnlyList<ContentScope> RequestScopes { get; }

    public override IReadOnlyList<ContentScope> AnswerScopes { get; } = [ContentScope.Assistant];

    public override IReadOnlyList<string> StreamTypes { get; } = [Converse.EventStream];

    public static InvokePrompt Llama() => new(
        "invoke llama",
        new FlatShape("generation", "stop_reason", "guardrail_intervened") { InputTokens = "prompt_token_count"u8.ToArray(), OutputTokens = "generation_token_count"u8.ToArray() },
        ContentScope.User,
        ContentScope.Document);

    public static InvokePrompt TitanText() => new(
        "invoke titan text",
        new FlatShape("outputText", "completionReason", "CONTENT_FILTERED")
        {
            List = "results"u8.ToArray(),
            InputTokens = "inputTextTokenCount"u8.ToArray(),
            OutputTokens = "totalOutputTextTokenCount"u8.ToArray(),
        },
        ContentScope.User);

    public override void VisitRequest(ref JsonWalker walker, Exchange exchange) => PromptRequest.Visit(ref walker);

    public override void VisitAnswer(ref JsonWalker walker, Exchange exchange) => FlatAnswer.Visit(ref walker, _shape, exchange);

    public override IEventGrammar? OpenStream(string mediaType) => IsStream(mediaType) ? new InvokeEvents(new FlatEvents(_shape, BedrockErrors.Write)) : null;

    public override bool TryWriteBlocked(ReadOnlySpan<byte> body, IBufferWriter<byte> output) => FlatAnswer.TryWriteBlocked(body, _shape, output);
}
