using System.Text.Json;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Dialects.OpenAi;

public sealed class ChatRequestTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("codename", "any", "Mask"));

    public static TheoryData<string> Places => new()
    {
        """{"model":"m","messages":[{"role":"user","content":"@"}]}""",
        """{"model":"m","messages":[{"content":"@","role":"system"}]}""",
        """{"model":"m","messages":[{"role":"developer","content":[{"type":"text","text":"a"},{"type":"text","text":"@"}]}]}""",
        """{"model":"m","messages":[{"role":"user","name":"@","content":"x"}]}""",
        """{"model":"m","messages":[{"role":"assistant","refusal":"@","content":null}]}""",
        """{"model":"m","messages":[{"role":"assistant","reasoning_content":"@","content":null}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"@","arguments":"{}"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":{\"b\":[1,\"@\"]}}"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"not json @ at all"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"@\":1}"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c","type":"custom","custom":{"name":"f","input":"@"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","function_call":{"name":"f","arguments":"{\"x\":\"@\"}"}}]}""",
        """{"model":"m","messages":[{"role":"tool","tool_call_id":"c","content":"@"}]}""",
        """{"model":"m","messages":[{"role":"user","content":[{"type":"something_new","deep":{"er":["@"]}}]}]}""",
        """{"model":"m","messages":[{"role":"user","content":"x","new_field":"@"}]}""",
        """{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","description":"@","parameters":{"type":"object"}}}]}""",
        """{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"x":{"description":"@"}}}}}]}""",
        """{"model":"m","messages":[],"metadata":{"@":"x"}}""",
        """{"model":"m","messages":[],"unknown":{"list":[[["@"]]]}}""",
        """{"model":"@","messages":[]}""",
        """{"model":"m","messages":[],"user":"@"}""",
        """{"model":"m","messages":[],"stop":["@"]}""",
        """{"model":"m","messages":"@"}""",
        """{"model":"m","messages":["@"]}""",
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_planted_value_is_redacted_wherever_it_stands_and_nothing_else_changes(string template)
    {
        string forwarded = Given.Forwarded(Redact, template.Replace("@", "see EMP-123456."));
        Assert.Equal(template.Replace("@", "see [REDACTED:employee]."), forwarded);
        JsonDocument.Parse(forwarded).Dispose();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Clean_requests_are_not_touched(string template)
    {
        string body = template.Replace("@", "see nothing \\u00e9 \\/ here");
        Assert.Equal(body, Given.Forwarded(Redact, body));
    }

    [Fact]
    public void Spellings_beside_the_planted_stretch_survive()
    {
        const string Body = """{ "seed":12345678901234567890, "temperature" : 1E-7,"messages":[{"role":"user","content":"\u0041\/é\ud83d\ude00 \u0045MP-12\u00334\u00356 \"q\" \ud800 end"}],"n":1.0 }""";
        string expected = Body.Replace(@"\u0045MP-12\u00334\u00356", "[REDACTED:employee]");
        Assert.Equal(expected, Given.Forwarded(Redact, Body));
    }

    [Fact]
    public void Arguments_keep_their_escapes_at_both_levels()
    {
        const string Body = """{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"a\":\"\\u00e9 \\\"EMP\\u002d123456\\\" \\n\", \"b\":1e5}"}}]}]}""";
        string expected = Body.Replace(@"EMP\\u002d123456", "[REDACTED:employee]");
        Assert.Equal(expected, Given.Forwarded(Redact, Body));
    }

    [Fact]
    public void A_number_that_is_found_becomes_a_string()
    {
        Policy cards = Given.Policy(("pii/payment-card", "any", "Redact"));
        Assert.Equal(
            """{"messages":[],"x":{"card":"[REDACTED:pii/payment-card]","y":12}}""",
            Given.Forwarded(cards, """{"messages":[],"x":{"card":4111111111111111,"y":12}}"""));
        Assert.Equal(
            """{"messages":[{"role":"assistant","function_call":{"arguments":"{\"n\":\"[REDACTED:pii/payment-card]\"}"}}]}""",
            Given.Forwarded(cards, """{"messages":[{"role":"assistant","function_call":{"arguments":"{\"n\":4111111111111111}"}}]}"""));
    }

    [Fact]
    public void A_seed_is_a_setting_and_no_text()
    {
        Policy cards = Given.Policy(("pii/payment-card", "any", "Redact"));
        const string Body = """{"messages":[],"seed":4111111111111111}""";
        Assert.Equal(Body, Given.Forwarded(cards, Body));
    }

    [Fact]
    public void Mask_keeps_the_length()
    {
        Assert.Equal("""{"messages":[{"content":"******** and *****  ****"}]}""", Given.Forwarded(Redact, """{"messages":[{"content":"Bluebird and *****  ****"}]}"""));
        Assert.Equal("""{"messages":[{"content":"***********!"}]}""", Given.Forwarded(Redact, """{"messages":[{"content":"falcon nine!"}]}"""));
    }

    [Theory]
    [InlineData("user", true)]
    [InlineData("system", false)]
    [InlineData("tool", false)]
    public void A_rule_for_a_scope_runs_in_that_scope_alone(string role, bool redacted)
    {
        Policy policy = Given.Policy(("employee", "user", "Redact"));
        string forwarded = Given.Forwarded(policy, $$"""{"messages":[{"content":"EMP-123456","role":"{{role}}"}]}""");
        Assert.Equal(redacted, forwarded.Contains("REDACTED", StringComparison.Ordinal));
    }

    [Fact]
    public void Block_refuses_the_request_and_names_no_content()
    {
        Policy policy = Given.Policy(("employee", "request", "Block"));
        Exchange exchange = Given.Exchange(policy);
        Refusal? refusal = Given.Refused(policy, """{"messages":[{"role":"user","content":"EMP-123456"}]}""", exchange);
        Assert.Equal((400, "content_filter"), (refusal!.Status, refusal.Code));
        Assert.DoesNotContain("EMP", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new TallyEntry(Direction.Request, "employee", Decision.Block, 1), Assert.Single(exchange.Tally.Entries));
    }

    [Fact]
    public void Monitor_records_what_would_have_been_and_changes_nothing()
    {
        Policy policy = Given.Policy(p => p.Mode = "Monitor", ("employee", "any", "Block"));
        Exchange exchange = Given.Exchange(policy);
        const string Body = """{"messages":[{"role":"user","content":"EMP-123456"}]}""";
        Assert.Equal(Body, Given.Forwarded(policy, Body, exchange));
        Assert.Equal(Decision.Block, exchange.Tally.Decision);
    }

    [Fact]
    public void Allow_exempts_what_it_finds()
    {
        Policy policy = Given.Policy(("employee", "any", "Redact"), ("internal-secret", "any", "Redact"), ("employee", "user", "Allow"));
        Assert.Equal(
            """{"messages":[{"role":"user","content":"EMP-123456 [REDACTED:internal-secret]"}]}""",
            Given.Forwarded(policy, """{"messages":[{"role":"user","content":"EMP-123456 zz_12345678"}]}"""));
    }

    [Fact]
    public void A_property_name_is_context_for_its_value()
    {
        Policy policy = Given.Policy(("secrets/*", "any", "Redact"));
        string secret = string.Concat("q7Zk2", "Lw9Xv4", "Rb8Nt3Ys", "6Ud1");
        string forwarded = Given.Forwarded(policy, """{"messages":[],"config":{"api_key":"@","note":"@"}}""".Replace("@", secret));
        Assert.StartsWith("""{"messages":[],"config":{"api_key":"[REDACTED:""", forwarded, StringComparison.Ordinal);
        Assert.EndsWith(""","note":"@"}}""".Replace("@", secret), forwarded, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Unacceptable => new()
    {
        { """{"messages":[],"messages":[]}""", "invalid_json" },
        { """{"messages":[{"role":"user","content":"a","r\u006fle":"b"}]}""", "invalid_json" },
        { """{"a":{"x":1,"y":{"x":1,"x":2}}}""", "invalid_json" },
        { """{"messages":[}""", "invalid_json" },
        { """{"messages":[]} trailing""", "invalid_json" },
        { """{"messages":[NaN]}""", "invalid_json" },
        { """["messages"]""", "invalid_json" },
        { "\uFEFF{\"messages\":[]}", "invalid_json" },
        { new string('[', 70) + new string(']', 70), "invalid_json" },
        { "{\"messages\":[],\"x\":" + new string('[', 70) + new string(']', 70) + "}", "invalid_json" },
    };

    [Theory]
    [MemberData(nameof(Unacceptable))]
    public void What_parsers_might_read_differently_is_refused(string body, string code)
    {
        Refusal? refusal = Given.Refused(Redact, body);
        Assert.Equal((400, code), (refusal?.Status, refusal?.Code));
    }

    [Fact]
    public void Invalid_UTF8_is_refused()
    {
        byte[] body = [.. "{\"messages\":[{\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        Assert.Equal("invalid_utf8", Inspector.InspectRequest(Given.Exchange(Redact), body, Given.Limits).Refusal?.Code);
    }

    [Fact]
    public void An_object_of_many_names_is_checked_too()
    {
        string names = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"k{i}\":{i}"));
        Assert.Null(Given.Refused(Redact, $"{{{names}}}"));
        Assert.Equal("invalid_json", Given.Refused(Redact, $"{{{names},\"k7\":0}}")?.Code);
    }

    [Fact]
    public void The_model_and_the_wish_for_a_stream_are_read()
    {
        Exchange exchange = Given.Exchange(Redact);
        Given.Forwarded(Redact, """{"stream":true,"model":"gpt-x","messages":[]}""", exchange);
        Assert.Equal(("gpt-x", true), (exchange.Model, exchange.Streaming));
    }

    [Theory]
    [InlineData("Flag")]
    [InlineData("Redact")]
    public void A_models_name_with_a_finding_is_not_kept(string then)
    {
        Policy policy = Given.Policy(("employee", "any", then));
        Exchange exchange = Given.Exchange(policy);
        Given.Forwarded(policy, """{"model":"EMP-123456","messages":[]}""", exchange);
        Given.Answered(policy, """{"model":"EMP-123456","choices":[]}""", exchange);
        Assert.Equal(("[REDACTED]", "[REDACTED]"), (exchange.Model, exchange.ResponseModel));
    }
}
