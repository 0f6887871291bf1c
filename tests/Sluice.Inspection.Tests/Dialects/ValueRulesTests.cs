using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>Statement I2 of the acceptance beyond OpenAI's dialect: what the API itself refuses never reaches it, and what it takes does.</summary>
public sealed class ValueRulesTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    [Theory]
    [InlineData("anthropic", "/v1/messages", """{"messages":[{"role":"wizard","content":"x"}]}""", "role")]
    [InlineData("anthropic", "/v1/messages", """{"messages":[{"content":"x","role":7}]}""", "role")]
    [InlineData("anthropic", "/v1/messages", """{"max_tokens":-1}""", "max_tokens")]
    [InlineData("anthropic", "/v1/messages", """{"max_tokens":1e30}""", "max_tokens")]
    [InlineData("anthropic", "/v1/complete", """{"max_tokens_to_sample":-1}""", "max_tokens_to_sample")]
    [InlineData("bedrock", "/model/anthropic.claude-x/invoke", """{"max_tokens":-1}""", "max_tokens")]
    [InlineData("bedrock", "/model/m/converse", """{"messages":[{"role":"tool","content":[]}]}""", "role")]
    [InlineData("bedrock", "/model/m/converse", """{"inferenceConfig":{"maxTokens":0}}""", "maxTokens")]
    [InlineData("bedrock", "/model/amazon.nova-lite-v1:0/invoke", """{"inferenceConfig":{"max_new_tokens":-1}}""", "max_new_tokens")]
    [InlineData("cohere", "/v2/chat", """{"messages":[{"role":"CHATBOT","content":"x"}]}""", "role")]
    [InlineData("cohere", "/v2/chat", """{"max_tokens":-1}""", "max_tokens")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"contents":[{"role":"assistant","parts":[]}]}""", "role")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"generationConfig":{"maxOutputTokens":-1}}""", "maxOutputTokens")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"generation_config":{"max_output_tokens":99999999999}}""", "max_output_tokens")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"generationConfig":{"candidateCount":9}}""", "candidateCount")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"generationConfig":{"candidateCount":-1}}""", "candidateCount")]
    public void I2_What_the_api_would_refuse_is_refused(string dialect, string path, string body, string param)
    {
        Refusal? refusal = Given.Refused(Redact, body, Exchange(dialect, path));
        Assert.Equal((400, "invalid_value", param), (refusal?.Status, refusal?.Code, refusal?.Param));
    }

    [Theory]
    [InlineData("anthropic", "/v1/messages", """{"max_tokens":0,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"x"},{"role":"system","content":"x"},{"content":"x"}]}""")]
    [InlineData("anthropic", "/v1/messages", """{"max_tokens":"many","messages":[{"role":null,"content":"x"}]}""")]
    [InlineData("anthropic", "/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"max_tokens":-1,"messages":[{"role":"wizard","content":"x"}]}}]}""")]
    [InlineData("bedrock", "/model/m/converse", """{"messages":[{"role":"user","content":[]},{"role":"assistant","content":[]}],"inferenceConfig":{"maxTokens":1,"topP":7}}""")]
    [InlineData("bedrock", "/model/m/converse", """{"inferenceConfig":null}""")]
    [InlineData("cohere", "/v2/chat", """{"max_tokens":4096,"messages":[{"role":"system","content":"x"},{"role":"user","content":"x"},{"role":"tool","content":"x"}]}""")]
    [InlineData("gemini", "/v1beta/models/m:generateContent", """{"contents":[{"role":"user","parts":[]},{"role":"model","parts":[]},{"role":"","parts":[]},{"parts":[]}],"generationConfig":{"candidateCount":8}}""")]
    [InlineData("ollama", "/api/chat", """{"messages":[{"role":"control","content":"thinking"}],"options":{"num_predict":-1}}""")]
    public void I2_What_the_api_takes_passes(string dialect, string path, string body) => Assert.Equal(body, Given.Forwarded(Redact, body, Exchange(dialect, path)));

    [Fact]
    public void What_an_inference_setting_says_in_words_is_a_text()
    {
        string forwarded = Given.Forwarded(Redact, """{"inferenceConfig":{"maxTokens":"EMP-123456","stopSequences":["EMP-123456"]}}""", Exchange("bedrock", "/model/m/converse"));
        Assert.Equal(2, forwarded.Split("[REDACTED:employee]").Length - 1);
    }

    private static Exchange Exchange(string dialect, string path)
    {
        IDialect spoken = DialectCatalog.All[dialect];
        return new Exchange { Dialect = spoken, Policy = Redact, Endpoint = spoken.Resolve("POST", path).Endpoint };
    }
}
