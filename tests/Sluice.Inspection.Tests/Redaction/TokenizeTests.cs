using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Redaction;

/// <summary>Values that leave as placeholders and come back as themselves.</summary>
public partial class TokenizeTests
{
    private static readonly Policy Tokenize = Given.Policy(("employee", "request", "Tokenize"), ("internal-secret", "any", "Redact"));
    private static readonly byte[] Key = Enumerable.Repeat((byte)7, 32).ToArray();

    [Fact]
    public void A_value_leaves_as_a_placeholder_and_the_same_value_as_the_same()
    {
        string forwarded = Given.Forwarded(Tokenize, Ask("EMP-123456 and EMP-123456 and EMP-654321"), Exchange());
        string[] placeholders = [.. Placeholders().Matches(forwarded).Select(m => m.Value)];
        Assert.Equal(3, placeholders.Length);
        Assert.Equal(placeholders[0], placeholders[1]);
        Assert.NotEqual(placeholders[0], placeholders[2]);
        Assert.DoesNotContain("EMP-", forwarded, StringComparison.Ordinal);
        Assert.StartsWith("[EMPLOYEE_", placeholders[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_sent_again_is_the_same_text_again_for_its_caller_and_another_for_others()
    {
        string first = Given.Forwarded(Tokenize, Ask("EMP-123456"), Exchange());
        Assert.Equal(first, Given.Forwarded(Tokenize, Ask("EMP-123456"), Exchange()));
        Assert.NotEqual(first, Given.Forwarded(Tokenize, Ask("EMP-123456"), Exchange([.. Key.Reverse().Select(b => (byte)(b + 1))])));
        Assert.NotEqual(Given.Forwarded(Tokenize, Ask("EMP-123456"), Exchange([])), Given.Forwarded(Tokenize, Ask("EMP-123456"), Exchange([])));
    }

    [Fact]
    public void A_whole_answer_gets_its_values_back()
    {
        Exchange exchange = Exchange();
        string placeholder = Sent(exchange, "EMP-123456");
        string answered = Given.Answered(Tokenize, Answer($"Hello {placeholder}, zz_a1b2c3d4!"), exchange);
        Assert.Equal(Answer("Hello EMP-123456, [REDACTED:internal-secret]!"), answered);
    }

    [Fact]
    public void What_only_looks_like_a_placeholder_stays_as_it_is()
    {
        Exchange exchange = Exchange();
        Sent(exchange, "EMP-123456");
        string foreign = Sent(Exchange(), "EMP-999999");
        string body = Answer($"[EMAIL_0123456789ABCDEF] {foreign} [x] [[EMAIL_0123456789ABCDEF]\\u0041");
        Assert.Equal(body, Given.Answered(Tokenize, body, exchange));
        string stream = ChatStream.Of(["[EMAIL_0123456789ABCDEF]", foreign, "[EMPLOYEE", "_no"]);
        Assert.Equal(ChatStream.Gather(stream), ChatStream.Gather(Given.Streamed(Tokenize, stream, exchange)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(26)]
    public void A_stream_gets_its_values_back_whatever_the_cut(int length)
    {
        Exchange exchange = Exchange();
        string placeholder = Sent(exchange, "EMP-123456");
        string stream = ChatStream.Of(ChatStream.Cut($"a [b] {placeholder}{placeholder} c [", length));
        Assert.Equal("a [b] EMP-123456EMP-123456 c [", ChatStream.Gather(Given.Streamed(Tokenize, stream, exchange, 7))["0.content"]);
    }

    [Fact]
    public void Tool_arguments_get_values_back_that_JSON_must_escape()
    {
        Policy policy = Given.Policy(("secrets/private-key", "request", "Tokenize"));
        const string Pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----";
        Exchange exchange = Exchange(policy: policy);
        string placeholder = Sent(exchange, Pem, policy);
        string arguments = $"{{\"key\": \"{placeholder}\", \"n\": [1, 2]}}";
        string stream = string.Concat(ChatStream.Cut(arguments, 3).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish() + ChatStream.Done;
        string streamed = ChatStream.Gather(Given.Streamed(policy, stream, exchange))["0.tool0"];
        Assert.Equal(Pem, JsonDocument.Parse(streamed).RootElement.GetProperty("key").GetString());

        string whole = Given.Answered(policy, $"{{\"choices\":[{{\"index\":0,\"message\":{{\"tool_calls\":[{{\"function\":{{\"name\":\"f\",\"arguments\":{ChatStream.Quote(arguments)}}}}}]}}}}]}}", exchange);
        string? inner = JsonDocument.Parse(whole).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString();
        Assert.Equal(streamed, inner);
    }

    [Fact]
    public void A_value_that_came_back_is_not_judged_again()
    {
        Policy policy = Given.Policy(("employee", "request", "Tokenize"), ("employee", "response", "Block"));
        Exchange exchange = Exchange(policy: policy);
        string placeholder = Sent(exchange, "EMP-123456", policy);
        Assert.Equal(Answer("EMP-123456"), Given.Answered(policy, Answer(placeholder), exchange));
    }

    [Fact]
    public void Signed_reasoning_keeps_its_placeholders()
    {
        Exchange exchange = Exchange();
        string placeholder = Sent(exchange, "EMP-123456");
        string body = $"{{\"choices\":[{{\"index\":0,\"message\":{{\"reasoning_details\":[{{\"text\":\"{placeholder}\",\"signature\":\"abc\"}}]}}}}]}}";
        Assert.Equal(body, Given.Answered(Tokenize, body, exchange));
    }

    [Fact]
    public void Beyond_the_bound_values_are_redacted_for_good()
    {
        StringBuilder text = new();
        for (int i = 0; i <= Inspection.Redaction.PlaceholderMap.Most; i++)
            text.Append("EMP-").Append((100_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
        string forwarded = Given.Forwarded(Tokenize, Ask(text.ToString()), Exchange());
        Assert.Equal(Inspection.Redaction.PlaceholderMap.Most, Placeholders().Count(forwarded));
        Assert.Contains("[REDACTED:employee]", forwarded, StringComparison.Ordinal);
    }

    [Fact]
    public void Monitor_mode_replaces_nothing()
    {
        Policy policy = Given.Policy(o => o.Mode = "Monitor", ("employee", "request", "Tokenize"));
        Assert.Equal(Ask("EMP-123456"), Given.Forwarded(policy, Ask("EMP-123456")));
    }

    [Theory]
    [InlineData("any")]
    [InlineData("response")]
    [InlineData("response.assistant")]
    public void A_rule_that_would_tokenize_answers_is_refused(string @in)
    {
        InspectionOptions options = new();
        RuleOptions rule = new() { Find = "pii/email", Then = "Tokenize" };
        rule.In.Add(@in);
        options.Policies["p"] = new PolicyOptions { Rules = { rule } };
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Contains("Tokenize replaces in requests", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[[A-Z_]+_[0-9A-Z]{16}\]")]
    private static partial Regex Placeholders();

    private static Exchange Exchange(byte[]? key = null, Policy? policy = null)
    {
        Exchange exchange = Given.Exchange(policy ?? Tokenize);
        return new Exchange { Dialect = exchange.Dialect, Policy = exchange.Policy, Endpoint = exchange.Endpoint, PlaceholderKey = () => key ?? Key };
    }

    private static string Sent(Exchange exchange, string value, Policy? policy = null) =>
        Placeholders().Match(Given.Forwarded(policy ?? Tokenize, Ask(value), exchange)).Value;

    private static string Ask(string text) => $"{{\"model\":\"m\",\"messages\":[{{\"role\":\"user\",\"content\":{ChatStream.Quote(text)}}}]}}";

    private static string Answer(string text) => $"{{\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":\"{text}\"}},\"finish_reason\":\"stop\"}}]}}";
}
