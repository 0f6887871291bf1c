using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.Gemini;

public sealed class GeminiBodyTests
{
    private static readonly Wire Generate = new("gemini", "/v1beta/models/gemini-x:generateContent");

    [Theory]
    [InlineData("POST", "/v1beta/models/gemini-2.5-pro:generateContent", "generateContent", "gemini-2.5-pro", false)]
    [InlineData("POST", "/v1/models/gemini-2.5-pro:streamGenerateContent", "streamGenerateContent", "gemini-2.5-pro", true)]
    [InlineData("POST", "/v1beta/tunedModels/mine-1:generateContent", "generateContent", "mine-1", false)]
    [InlineData("POST", "/v1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent", "generateContent", "gemini-x", false)]
    [InlineData("POST", "/v1beta/models/gemini-embedding-001:embedContent", "embedContent", "gemini-embedding-001", false)]
    [InlineData("POST", "/v1beta/models/gemini-embedding-001:batchEmbedContents", "batchEmbedContents", "gemini-embedding-001", false)]
    [InlineData("POST", "/v1beta/models/gemini-x:countTokens", "countTokens", "gemini-x", false)]
    [InlineData("POST", "/v1beta/models/imagen-4:predict", "unknown", "imagen-4", false)]
    [InlineData("GET", "/v1beta/models", "opaque", null, false)]
    [InlineData("GET", "/v1beta/models/gemini-x", "opaque", null, false)]
    [InlineData("POST", "/v1beta/models", "unknown", null, false)]
    [InlineData("GET", "/v1beta/models/gemini-x:generateContent", "unknown", null, false)]
    [InlineData("POST", "/v1beta/cachedContents", "unknown", null, false)]
    [InlineData("POST", "/upload/v1beta/files", "unknown", null, false)]
    public void Paths_say_endpoint_model_and_stream(string method, string path, string endpoint, string? model, bool streaming)
    {
        Operation operation = DialectCatalog.All["gemini"].Resolve(method, path);
        Assert.Equal((endpoint, model, streaming), (operation.Endpoint.Name, operation.Model, operation.Streaming));
    }

    [Theory]
    [InlineData("{\"systemInstruction\":{\"parts\":[{\"text\":\"X\"}]}}", "system")]
    [InlineData("{\"system_instruction\":{\"role\":\"user\",\"parts\":[{\"text\":\"X\"}]}}", "system")]
    [InlineData("{\"tools\":[{\"functionDeclarations\":[{\"description\":\"X\"}]}]}", "system")]
    [InlineData("{\"generationConfig\":{\"responseSchema\":{\"description\":\"X\"}}}", "system")]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":\"X\"}]}]}", "user")]
    [InlineData("{\"contents\":{\"parts\":{\"text\":\"X\"}}}", "user")]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":\"X\"}],\"role\":\"model\"}]}", "assistant")]
    [InlineData("{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"X\",\"thought\":true}]}]}", "reasoning")]
    [InlineData("{\"contents\":[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"args\":{\"a\":[\"X\"]}}}]}]}", "tool-call")]
    [InlineData("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"response\":{\"a\":\"X\"}}}]}]}", "tool-result")]
    [InlineData("{\"contents\":[{\"role\":\"function\",\"parts\":[{\"text\":\"X\"}]}]}", "tool-result")]
    [InlineData("{\"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"X\"}}]}]}", "document")]
    [InlineData("{\"contents\":[{\"parts\":[{\"file_data\":{\"file_uri\":\"X\"}}]}]}", "document")]
    [InlineData("{\"generationConfig\":{\"stopSequences\":[\"X\"]}}", "user")]
    public void Texts_of_a_request_are_whose_words_they_are(string body, string scope)
    {
        Policy policy = Given.Policy(("employee", scope, "Redact"));
        Assert.Equal(body.Replace("X", "[REDACTED:employee]"), Generate.Forwarded(policy, body.Replace("X", "EMP-123456")));
    }

    [Fact]
    public void Settings_are_no_texts()
    {
        const string Body = """{"contents":[],"generationConfig":{"seed":4111111111111111,"topK":4111111111111111,"thinkingConfig":{"thinkingBudget":4111111111111111}}}""";
        Assert.Equal(Body, Generate.Forwarded(Wire.Cards, Body));
        Assert.Contains(Wire.CardLabel, Generate.Forwarded(Wire.Cards, """{"contents":[{"parts":[{"functionCall":{"args":{"card":4111111111111111}}}]}]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_no_object_is_refused() => Assert.Equal("invalid_json", Given.Refused(Wire.Cards, "[]", Generate.Exchange(Wire.Cards))?.Code);

    [Fact]
    public void A_blocked_answer_keeps_its_usage_and_loses_its_contents()
    {
        const string Body = """{"candidates":[{"content":{"parts":[{"text":"Bluebird"}]},"finishReason":"STOP"},{"content":{"parts":[{"text":"fine"}]},"index":1}],"usageMetadata":{"promptTokenCount":3},"modelVersion":"m","responseId":"r","promptFeedback":{}}""";
        Assert.Equal(
            """{"candidates":[{"finishReason":"SAFETY","index":0},{"finishReason":"SAFETY","index":1}],"usageMetadata":{"promptTokenCount":3},"modelVersion":"m","responseId":"r"}""",
            Generate.Answered(Wire.Blocking, Body));
    }

    [Fact]
    public void An_error_that_holds_a_blocked_word_is_refused()
    {
        Exchange exchange = Generate.Exchange(Wire.Blocking);
        Assert.Equal("content_filter", Inspector.InspectResponse(exchange, """{"error":{"message":"Bluebird"}}"""u8, Given.Limits).Refusal?.Code);
    }

    [Fact]
    public void Token_probabilities_go_where_the_text_changes_and_stay_where_it_does_not()
    {
        const string Body = """{"candidates":[{"content":{"parts":[{"text":"EMP-123456"}]},"logprobsResult":{"chosenCandidates":[{"token":"EMP-12"},{"token":"3456"}]}}]}""";
        Assert.Equal("""{"candidates":[{"content":{"parts":[{"text":"[REDACTED:employee]"}]},"logprobsResult":{}}]}""", Generate.Answered(Wire.Employees, Body));
        Assert.Equal(Body.Replace("EMP-", "EMB-"), Generate.Answered(Wire.Employees, Body.Replace("EMP-", "EMB-")));
        Assert.DoesNotContain("EMP-123456", Generate.Answered(Wire.Employees, Body.Replace("\"EMP-123456\"", "\"fine\"").Replace("EMP-12", "EMP-123456")), StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_thoughts_of_a_conversation_go_back_as_they_are()
    {
        const string Body = """{"contents":[{"role":"model","parts":[{"thoughtSignature":"CpcB","thought":true,"text":"EMP-123456"},{"thought":true,"text":"x"}]}]}""";
        Assert.Equal(Body, Generate.Forwarded(Wire.Employees, Body));
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT")]
    [InlineData(401, "UNAUTHENTICATED")]
    [InlineData(403, "PERMISSION_DENIED")]
    [InlineData(404, "NOT_FOUND")]
    [InlineData(413, "INVALID_ARGUMENT")]
    [InlineData(429, "RESOURCE_EXHAUSTED")]
    [InlineData(500, "INTERNAL")]
    [InlineData(502, "UNAVAILABLE")]
    [InlineData(504, "DEADLINE_EXCEEDED")]
    public void Errors_look_like_Googles(int status, string name) => Assert.Equal(
        $"{{\"error\":{{\"code\":{status},\"message\":\"No.\",\"status\":\"{name}\",\"details\":[{{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"CONTENT_FILTER\",\"domain\":\"sluice\"}}]}}}}",
        Generate.Error(new Refusal(status, "content_filter", "No.")));
}
