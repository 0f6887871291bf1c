using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class ChatResponseTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("employee", "response", "Block"));

    public static TheoryData<string> Places => new()
    {
        """{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"@"},"finish_reason":"stop"}]}""",
        """{"choices":[{"index":0,"message":{"content":"a"}},{"index":1,"message":{"content":"@"}}]}""",
        """{"choices":[{"message":{"content":[{"type":"text","text":"@"}]}}]}""",
        """{"choices":[{"message":{"content":null,"refusal":"@"}}]}""",
        """{"choices":[{"message":{"content":null,"reasoning_content":"@"}}]}""",
        """{"choices":[{"message":{"content":null,"reasoning":"@"}}]}""",
        """{"choices":[{"message":{"tool_calls":[{"id":"x","function":{"name":"f","arguments":"{\"a\":\"@\"}"}}]}}]}""",
        """{"choices":[{"message":{"function_call":{"name":"@","arguments":"{}"}}}]}""",
        """{"choices":[{"message":{"audio":{"id":"a","data":"AAAA","transcript":"@","expires_at":4111111111111111}}}]}""",
        """{"choices":[{"message":{"annotations":[{"type":"url_citation","url_citation":{"title":"@"}}]}}]}""",
        """{"choices":[{"message":{"content":"x"},"content_filter_results":{"why":"@"}}]}""",
        """{"choices":[],"model":"@"}""",
        """{"choices":[],"brand_new":[{"@":[1,2]}]}""",
        """{"error":{"message":"@","type":"t","param":null,"code":"@"}}""",
        """["@"]""",
        "\"@\"",
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_nothing_else_changes(string template)
    {
        string answered = Given.Answered(Redact, template.Replace("@", "see EMP-123456."));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), answered);
        JsonDocument.Parse(answered).Dispose();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Clean_answers_are_not_touched(string template)
    {
        string body = template.Replace("@", "1E-7 \\u00e9 clean");
        Assert.Equal(body, Given.Answered(Redact, body));
    }

    [Fact]
    public void An_answer_that_is_no_JSON_is_one_text()
    {
        Assert.Equal("Bad gateway for [REDACTED:employee], é \"quoted\" \\ end", Given.Answered(Redact, "Bad gateway for EMP-123456, é \"quoted\" \\ end"));
        Assert.Equal("{\"broken\":\"[REDACTED:employee]\"", Given.Answered(Redact, "{\"broken\":\"EMP-123456\""));
    }

    [Fact]
    public void A_blocked_answer_ends_as_the_providers_filter_would_end_it()
    {
        const string Body = """{"id":"c-1","object":"chat.completion","created":17,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"EMP-123456"},"finish_reason":"stop"},{"index":1,"message":{"content":"b"}}],"usage":{"prompt_tokens":3}}""";
        using JsonDocument answer = JsonDocument.Parse(Given.Answered(Block, Body));
        JsonElement root = answer.RootElement;
        Assert.Equal(("c-1", "m", 3), (root.GetProperty("id").GetString(), root.GetProperty("model").GetString(), root.GetProperty("usage").GetProperty("prompt_tokens").GetInt32()));
        Assert.Equal(2, root.GetProperty("choices").GetArrayLength());
        foreach (JsonElement choice in root.GetProperty("choices").EnumerateArray())
        {
            Assert.Equal("", choice.GetProperty("message").GetProperty("content").GetString());
            Assert.Equal("content_filter", choice.GetProperty("finish_reason").GetString());
        }
    }

    [Fact]
    public void What_identifies_a_blocked_answer_is_clean_too()
    {
        string answered = Given.Answered(Block, """{"id":"EMP-123456","choices":[{"index":0,"message":{"content":"x"}}]}""");
        Assert.DoesNotContain("EMP-123456", answered, StringComparison.Ordinal);
        Assert.Contains("content_filter", answered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blocked_error_becomes_a_refusal()
    {
        BodyVerdict verdict = Inspector.InspectResponse(Given.Exchange(Block), """{"error":{"message":"EMP-123456"}}"""u8, Given.Limits);
        Assert.Equal("content_filter", verdict.Refusal?.Code);
        Assert.Null(verdict.Replacement);
    }

    [Fact]
    public void Token_probabilities_of_a_redacted_stretch_are_taken_out()
    {
        string entries = string.Join(',', new[] { "I", " am", " EMP", "-123456", "." }.Select(Entry));
        string body = "{\"choices\":[{\"index\":0,\"logprobs\":{\"content\":[" + entries + "],\"refusal\":null},\"message\":{\"content\":\"I am EMP-123456.\"}}]}";
        string expected = string.Join(',', new[] { "I", " am", "." }.Select(Entry));
        Assert.Equal(
            "{\"choices\":[{\"index\":0,\"logprobs\":{\"content\":[" + expected + "],\"refusal\":null},\"message\":{\"content\":\"I am [REDACTED:employee].\"}}]}",
            Given.Answered(Redact, body));
    }

    [Fact]
    public void Token_probabilities_of_content_parts_are_taken_out_too()
    {
        string body = "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"I am \"},{\"type\":\"text\",\"text\":\"EMP-123456\"}]},\"logprobs\":{\"content\":["
            + string.Join(',', new[] { "I", " am ", "EMP", "-123456" }.Select(Entry)) + "]}}]}";
        string expected = body.Replace("," + Entry("EMP") + "," + Entry("-123456"), "").Replace("\"text\":\"EMP-123456\"", "\"text\":\"[REDACTED:employee]\"");
        Assert.Equal(expected, Given.Answered(Redact, body));
    }

    [Fact]
    public void Where_tokens_and_text_do_not_add_up_every_probability_of_a_redacted_text_goes()
    {
        string body = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"I am EMP-123456.\"},\"logprobs\":{\"content\":[" + Entry("EMP-12") + "]}}]}";
        Assert.Equal("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"I am [REDACTED:employee].\"},\"logprobs\":{\"content\":[]}}]}", Given.Answered(Redact, body));
    }

    [Fact]
    public void A_likely_token_that_is_a_value_of_its_own_goes_too()
    {
        string dirty = "{\"token\":\"x\",\"logprob\":-1,\"bytes\":null,\"top_logprobs\":[{\"token\":\"EMP-123456\"}]}";
        string body = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"xy\"},\"logprobs\":{\"content\":[" + dirty + "," + Entry("y") + "]}}]}";
        Assert.Equal(body.Replace(dirty + ",", ""), Given.Answered(Redact, body));
    }

    [Fact]
    public void Usage_is_read_and_its_numbers_are_no_texts()
    {
        Policy cards = Given.Policy(("pii/payment-card", "any", "Redact"));
        Exchange exchange = Given.Exchange(cards);
        const string Body = """{"choices":[],"created":4111111111111111,"usage":{"prompt_tokens":4111111111111111,"completion_tokens":5,"d":{"x":4111111111111111}}}""";
        Assert.Equal(Body, Given.Answered(cards, Body, exchange));
        Assert.Equal(new TokenUsage(4111111111111111, 5), exchange.Usage);
    }

    [Fact]
    public void Invalid_UTF8_from_upstream_is_refused()
    {
        BodyVerdict verdict = Inspector.InspectResponse(Given.Exchange(Redact), new byte[] { (byte)'"', 0xFF, (byte)'"' }, Given.Limits);
        Assert.Equal((502, "upstream_invalid_response"), (verdict.Refusal!.Status, verdict.Refusal.Code));
    }

    [Theory]
    [InlineData("Scan", "/v1/brand_new", "[REDACTED:employee]")]
    [InlineData("Pass", "/v1/brand_new", "EMP-123456")]
    [InlineData("Scan", "/v1/models", "EMP-123456")]
    public void Endpoints_that_the_dialect_does_not_know_follow_the_policy(string onUnknown, string path, string seen)
    {
        Policy policy = Given.Policy(p => p.OnUnknown = onUnknown, ("employee", "any", "Redact"));
        string method = path.EndsWith("models", StringComparison.Ordinal) ? "GET" : "POST";
        Assert.Equal($"{{\"data\":[\"{seen}\"]}}", Given.Answered(policy, """{"data":["EMP-123456"]}""", Given.Exchange(policy, path, method)));
    }

    [Fact]
    public void A_policy_may_refuse_endpoints_that_the_dialect_does_not_know()
    {
        Policy policy = Given.Policy(p => p.OnUnknown = "Refuse", ("employee", "any", "Redact"));
        Refusal? refusal = Given.Refused(policy, "{}", Given.Exchange(policy, "/v1/brand_new"));
        Assert.Equal((403, "unknown_endpoint"), (refusal!.Status, refusal.Code));
    }

    private static string Entry(string token) => $"{{\"token\":\"{token}\",\"logprob\":-0.5,\"bytes\":[{string.Join(',', token.Select(c => (int)c))}],\"top_logprobs\":[{{\"token\":\"z\"}}]}}";
}
