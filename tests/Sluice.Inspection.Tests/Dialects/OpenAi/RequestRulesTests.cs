using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

/// <summary>Statement I2 of the acceptance: what the API itself refuses never reaches it.</summary>
public sealed class RequestRulesTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"wizard","content":"x"}]}""", "invalid_value", "role")]
    [InlineData("/v1/chat/completions", """{"messages":[{"content":"x","role":7}]}""", "invalid_value", "role")]
    [InlineData("/v1/chat/completions", """{"messages":[],"max_tokens":-1}""", "invalid_value", "max_tokens")]
    [InlineData("/v1/chat/completions", """{"messages":[],"max_completion_tokens":1e30}""", "invalid_value", "max_completion_tokens")]
    [InlineData("/v1/chat/completions", """{"messages":[],"max_tokens":99999999999999999999}""", "invalid_value", "max_tokens")]
    [InlineData("/v1/chat/completions", """{"messages":[],"n":129}""", "invalid_value", "n")]
    [InlineData("/v1/chat/completions", """{"messages":[],"n":0}""", "invalid_value", "n")]
    [InlineData("/v1/chat/completions", """{"messages":[],"temperature":NaN}""", "invalid_json", null)]
    [InlineData("/v1/chat/completions", """{"messages":[],"messages":[]}""", "invalid_json", null)]
    [InlineData("/v1/responses", """{"input":[{"role":"wizard","content":"x"}]}""", "invalid_value", "role")]
    [InlineData("/v1/responses", """{"max_output_tokens":-5}""", "invalid_value", "max_output_tokens")]
    [InlineData("/v1/responses", """{"max_tool_calls":-5}""", "invalid_value", "max_tool_calls")]
    public void I2_What_the_api_would_refuse_is_refused(string path, string body, string code, string? param)
    {
        Refusal? refusal = Given.Refused(Redact, body, Given.Exchange(Redact, path));
        Assert.Equal((400, code, param), (refusal?.Status, refusal?.Code, refusal?.Param));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"developer","content":"x"},{"role":"function","name":"f","content":"x"}],"n":128,"max_tokens":0,"max_completion_tokens":null}""")]
    [InlineData("/v1/chat/completions", """{"messages":[{"content":"no role"}],"n":1.0,"max_tokens":2147483647,"temperature":-7}""")]
    [InlineData("/v1/responses", """{"input":[{"role":"user","content":"x"},{"type":"message","role":"assistant","content":[]}],"max_output_tokens":16,"max_tool_calls":null}""")]
    public void I2_What_the_api_takes_passes(string path, string body) => Assert.Equal(body, Given.Forwarded(Redact, body, Given.Exchange(Redact, path)));

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(49)]
    public void I6_A_value_in_one_message_of_fifty_is_found(int planted)
    {
        string[] roles = ["user", "assistant", "tool", "system"];
        string messages = string.Join(',', Enumerable.Range(0, 50).Select(i => $"{{\"role\":\"{roles[i % 4]}\",\"content\":\"{(i == planted ? "EMP-123456" : "hello")}\"}}"));
        Assert.Equal($"{{\"messages\":[{messages.Replace("EMP-123456", "[REDACTED:employee]")}]}}", Given.Forwarded(Redact, $"{{\"messages\":[{messages}]}}"));
        Assert.Equal($"{{\"input\":[{messages.Replace("EMP-123456", "[REDACTED:employee]")}]}}", Given.Forwarded(Redact, $"{{\"input\":[{messages}]}}", Given.Exchange(Redact, "/v1/responses")));
    }
}
