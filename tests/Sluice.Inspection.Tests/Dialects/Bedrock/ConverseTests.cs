using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Bedrock;

public sealed class ConverseTests
{
    private const string Path = AwsStream.Claude + "converse";

    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    /// <summary>Where a text can stand, and whose words it is.</summary>
    public static TheoryData<string, ContentScope> Places => new()
    {
        { """{"messages":[{"role":"user","content":[{"text":"@"}]}]}""", ContentScope.User },
        { """{"messages":[{"content":[{"text":"@"}],"role":"assistant"}]}""", ContentScope.Assistant },
        { """{"messages":[{"role":"user","content":[{"guardContent":{"text":{"text":"@"}}}]}]}""", ContentScope.User },
        { """{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{"a":["@"]}}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"@","input":{}}}]}]}""", ContentScope.ToolCall },
        { """{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"text":"@"}]}}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"user","content":[{"toolResult":{"content":[{"json":{"x":{"y":"@"}}}],"status":"error"}}]}]}""", ContentScope.ToolResult },
        { """{"messages":[{"role":"user","content":[{"toolResult":{"content":[{"document":{"name":"@"}}]}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"document":{"name":"@","source":{"bytes":"AA=="}}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"document":{"name":"n","source":{"content":[{"text":"@"}]}}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"image":{"source":{"bytes":"@"}}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"user","content":[{"searchResult":{"content":[{"text":"@"}]}}]}]}""", ContentScope.Document },
        { """{"messages":[{"role":"assistant","content":[{"citationsContent":{"content":[{"text":"@"}],"citations":[]}}]}]}""", ContentScope.Assistant },
        { """{"messages":[{"role":"user","content":[{"brandNew":{"x":"@"}}]}]}""", ContentScope.User },
        { """{"messages":[{"role":"user","content":["@"]}]}""", ContentScope.User },
        { """{"messages":[{"role":"user","content":"@"}]}""", ContentScope.User },
        { """{"messages":"@"}""", ContentScope.User },
        { """{"system":[{"text":"@"}]}""", ContentScope.System },
        { """{"toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"@"}}]}}""", ContentScope.System },
        { """{"inferenceConfig":{"maxTokens":5,"stopSequences":["@"]}}""", ContentScope.User },
        { """{"additionalModelRequestFields":{"x":"@"}}""", ContentScope.User },
        { """{"promptVariables":{"v":{"text":"@"}}}""", ContentScope.User },
        { """{"requestMetadata":{"@":"x"}}""", ContentScope.User },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_nothing_else_changes(string template, ContentScope scope)
    {
        foreach (string path in (string[])[Path, "/model/amazon.nova-pro-v1:0/invoke"])
        {
            Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), Given.Forwarded(Redact, template.Replace("@", "see EMP-123456."), AwsStream.Exchange(Redact, path)));
            string clean = template.Replace("@", "see nothing \\u00e9 \\/ here");
            Assert.Equal(clean, Given.Forwarded(Redact, clean, AwsStream.Exchange(Redact, path)));
        }

        foreach (ContentScope other in AwsStream.Exchange(Redact, Path).Endpoint.RequestScopes)
        {
            string word = other switch { ContentScope.ToolCall => "tool-call", ContentScope.ToolResult => "tool-result", _ => other.ToString().ToLowerInvariant() };
            Policy one = Given.Policy(("employee", word, "Redact"));
            string forwarded = Given.Forwarded(one, template.Replace("@", "EMP-123456"), AwsStream.Exchange(one, Path));
            Assert.Equal(scope == other, forwarded.Contains("REDACTED", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{"reasoningContent":{"reasoningText":{"text":"EMP-123456","signature":"c2ln"}}}""")]
    [InlineData("""{"reasoningContent":{"reasoningText":{"text":"x","signature":"EMP-123456"}}}""")]
    [InlineData("""{"reasoningContent":{"redactedContent":"EMP-123456"}}""")]
    public void Reasoning_is_flagged_and_never_rewritten(string block)
    {
        string request = $$"""{"messages":[{"role":"assistant","content":[{{block}}]}]}""";
        Exchange exchange = AwsStream.Exchange(Redact, Path);
        Assert.Equal(request, Given.Forwarded(Redact, request, exchange));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        string answer = "{\"output\":{\"message\":{\"content\":[" + block + "]}}}";
        Assert.Equal(answer, Given.Answered(Redact, answer, AwsStream.Exchange(Redact, Path)));
    }

    [Fact]
    public void A_blocked_answer_says_that_a_guardrail_intervened()
    {
        Policy block = Given.Policy(("employee", "any", "Block"));
        const string Answer = """{"output":{"message":{"role":"assistant","content":[{"text":"EMP-123456"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7},"metrics":{"latencyMs":9}}""";
        Exchange exchange = AwsStream.Exchange(block, Path);
        Assert.Equal(
            """{"usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7},"metrics":{"latencyMs":9},"output":{"message":{"role":"assistant","content":[{"text":"The answer was blocked by the content policy."}]}},"stopReason":"guardrail_intervened"}""",
            Given.Answered(block, Answer, exchange));
        Assert.Equal(new TokenUsage(3, 4), exchange.Usage);
        BodyVerdict error = Inspector.InspectResponse(AwsStream.Exchange(block, Path), "{\"message\":\"EMP-123456\"}"u8, Given.Limits);
        Assert.Equal("content_filter", error.Refusal?.Code);
    }

    [Theory]
    [InlineData("POST", "/model/anthropic.claude-x-v1%3A0/converse", "converse", "anthropic.claude-x-v1:0", false)]
    [InlineData("POST", "/model/anthropic.claude-x-v1:0/converse-stream", "converse", "anthropic.claude-x-v1:0", true)]
    [InlineData("POST", "/model/us.anthropic.claude-x-v1:0/invoke", "invoke anthropic", "us.anthropic.claude-x-v1:0", false)]
    [InlineData("POST", "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.meta.llama3-v1%3A0/invoke-with-response-stream", "invoke llama", "arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama3-v1:0", true)]
    [InlineData("POST", "/model/amazon.titan-text-lite-v1/invoke", "invoke titan text", "amazon.titan-text-lite-v1", false)]
    [InlineData("POST", "/model/amazon.titan-embed-text-v2:0/invoke", "invoke titan embeddings", "amazon.titan-embed-text-v2:0", false)]
    [InlineData("POST", "/model/eu.amazon.nova-micro-v1:0/invoke", "invoke nova", "eu.amazon.nova-micro-v1:0", false)]
    [InlineData("POST", "/model/amazon.nova-canvas-v1:0/invoke", "unknown", "amazon.nova-canvas-v1:0", false)]
    [InlineData("POST", "/model/mistral.mixtral-8x7b/invoke-with-response-stream", "unknown", "mistral.mixtral-8x7b", true)]
    [InlineData("POST", "/model/anthropic.claude-x/count-tokens", "count tokens", "anthropic.claude-x", false)]
    [InlineData("GET", "/model/anthropic.claude-x/converse", "unknown", null, false)]
    [InlineData("POST", "/model/converse", "unknown", null, false)]
    [InlineData("POST", "/guardrail/g/version/1/apply", "unknown", null, false)]
    public void Paths_lead_to_endpoints_and_name_the_model(string method, string path, string endpoint, string? model, bool streaming)
    {
        Operation operation = DialectCatalog.All["bedrock"].Resolve(method, path);
        Assert.Equal((endpoint, model, streaming), (operation.Endpoint.Name, operation.Model, operation.Streaming));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=00", true)]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=x", true)]
    [InlineData("Bearer some-key", false)]
    [InlineData("", false)]
    public void A_signed_request_is_told_the_two_ways_out(string authorization, bool refused)
    {
        Refusal? refusal = DialectCatalog.All["bedrock"].Admit(authorization);
        Assert.Equal(refused, refusal is not null);
        Assert.Null(DialectCatalog.All["openai"].Admit(authorization));
        if (refusal is null)
            return;
        Assert.Equal(403, refusal.Status);
        Assert.Contains("bearer", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Keys", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIA", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "ValidationException")]
    [InlineData(401, "UnrecognizedClientException")]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(413, "ValidationException")]
    [InlineData(429, "ThrottlingException")]
    [InlineData(502, "InternalServerException")]
    [InlineData(503, "ServiceUnavailableException")]
    [InlineData(504, "ModelTimeoutException")]
    public void Errors_have_the_providers_shape_and_name_their_code(int status, string type)
    {
        using PooledBuffer<byte> output = new();
        DialectCatalog.All["bedrock"].WriteError(new Refusal(status, "our_code", "Words."), output);
        Assert.Equal($$"""{"message":"our_code: Words.","__type":"{{type}}"}""", Encoding.UTF8.GetString(output.Span));
    }
}
