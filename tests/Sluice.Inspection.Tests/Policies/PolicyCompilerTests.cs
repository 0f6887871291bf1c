using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Policies;

public sealed class PolicyCompilerTests
{
    [Fact]
    public void Every_error_is_named_with_its_key()
    {
        InspectionOptions options = new();
        options.Detectors["Bad Name"] = new DetectorOptions { Words = { "x" } };
        options.Detectors["empty"] = new DetectorOptions();
        options.Detectors["backreference"] = new DetectorOptions { Pattern = @"(a)\1" };
        options.Detectors["blank"] = new DetectorOptions { Pattern = "a*" };
        PolicyOptions policy = new() { Mode = "Off", OnFailure = "Maybe", OnUnknown = "7", OnSigned = "Redact" };
        policy.Rules.Add(new RuleOptions { Find = "secrets/nothing", Then = "Redact" });
        policy.Rules.Add(new RuleOptions { Find = "pii/email", Then = "Tokenise" });
        policy.Rules.Add(new RuleOptions { Find = "pii/email", Then = "Redact", In = { "user", "elsewhere" } });
        policy.Rules.Add(new RuleOptions { Find = "pii/email", Then = "Redact", Keep = "domain" });
        policy.Rules.Add(new RuleOptions { Find = "pii/email", Then = "Redact", Certain = true });
        options.Policies["p"] = policy;
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal(
            [
                "Sluice:Detectors:Bad Name", "Sluice:Detectors:backreference", "Sluice:Detectors:blank", "Sluice:Detectors:empty",
                "Sluice:Policies:p:Mode", "Sluice:Policies:p:OnFailure", "Sluice:Policies:p:OnSigned", "Sluice:Policies:p:OnUnknown",
                "Sluice:Policies:p:Rules:0:Find", "Sluice:Policies:p:Rules:1:Then", "Sluice:Policies:p:Rules:2:In", "Sluice:Policies:p:Rules:3:Keep", "Sluice:Policies:p:Rules:4:Find",
            ],
            errors.Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Contains("elsewhere", errors.Single(e => e.Key.EndsWith("2:In", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Flag,Redact", Decision.Redact)]
    [InlineData("Redact,Flag", Decision.Redact)]
    [InlineData("Mask,Block,Redact", Decision.Block)]
    [InlineData("Mask,Mask", Decision.Mask)]
    public void The_strongest_rule_wins_whatever_the_order(string decisions, Decision expected)
    {
        Policy policy = Given.Policy(decisions.Split(',').Select(d => ("employee", "any", d)).ToArray());
        ScopePlan plan = policy.Plan(Direction.Request, ContentScope.User);
        Assert.Equal(expected, Assert.Single(plan.Decisions));
    }

    [Fact]
    public void A_glob_names_all_detectors_that_fit()
    {
        Policy policy = Given.Policy(("secrets/*", "any", "Flag"));
        Assert.All(policy.Sentences[0].Detectors, d => Assert.StartsWith("secrets/", d, StringComparison.Ordinal));
        Assert.True(policy.Sentences[0].Detectors.Count > 20);
    }

    [Fact]
    public void Overlapping_spans_take_the_strongest_action()
    {
        Policy policy = Given.Policy(
            o => o.Rules.Add(new RuleOptions { Find = "wide", Then = "Mask" }),
            ("employee", "any", "Redact"));
        Assert.Equal("""{"messages":[{"content":"a [REDACTED:employee] b"}]}""", Given.Forwarded(policy, """{"messages":[{"content":"a id EMP-123456 x b"}]}"""));
    }

    [Fact]
    public void A_rule_that_only_flags_never_widens_what_another_takes()
    {
        Policy policy = Given.Policy(
            o => o.Rules.Add(new RuleOptions { Find = "wide", Then = "Flag" }),
            ("employee", "any", "Redact"));
        Assert.Equal("""{"messages":[{"content":"a id [REDACTED:employee] x b"}]}""", Given.Forwarded(policy, """{"messages":[{"content":"a id EMP-123456 x b"}]}"""));
    }

    [Theory]
    [InlineData("last4", "4111 1111 1111 1111", "***************1111")]
    [InlineData("none", "4111 1111 1111 1111", "*******************")]
    public void Mask_may_leave_a_remainder_visible(string keep, string value, string expected)
    {
        Policy policy = Given.Policy(o => o.Rules.Add(new RuleOptions { Find = "pii/payment-card", Then = "Mask", Keep = keep }));
        Assert.Equal($"{{\"messages\":[{{\"content\":\"{expected}\"}}]}}", Given.Forwarded(policy, $"{{\"messages\":[{{\"content\":\"{value}\"}}]}}"));
        string streamed = Given.Streamed(policy, Streaming.ChatStream.Of(Streaming.ChatStream.Cut(value, 1)));
        Assert.Equal(expected, Streaming.ChatStream.Gather(streamed)["0.content"]);
    }

    [Fact]
    public void Mask_may_leave_a_mail_domain_visible()
    {
        Policy policy = Given.Policy(o => o.Rules.Add(new RuleOptions { Find = "pii/email", Then = "Mask", Keep = "domain" }));
        Assert.Equal("""{"messages":[{"content":"to ****@example.com!"}]}""", Given.Forwarded(policy, """{"messages":[{"content":"to jane@example.com!"}]}"""));
    }

    [Fact]
    public void The_coverage_table_says_where_a_rule_runs_and_where_it_holds_text_back()
    {
        Policy policy = Given.Policy(("employee", "user,response", "Redact"), ("codename", "any", "Flag"));
        List<CoverageRow> rows = CoverageTable.Of(policy).Where(r => r is { Dialect: "openai", Endpoint: "chat completions" }).ToList();
        CoverageRow user = rows.Single(r => r.Sentence.Find == "employee" && r.Scope == ContentScope.User);
        Assert.Equal((true, false, false, StreamDelay.None), (user.Request, user.Whole, user.Streamed, user.Delay));
        CoverageRow assistant = rows.Single(r => r.Sentence.Find == "employee" && r.Scope == ContentScope.Assistant);
        Assert.Equal((false, true, true, StreamDelay.Match), (assistant.Request, assistant.Whole, assistant.Streamed, assistant.Delay));
        Assert.All(rows.Where(r => r.Sentence.Find == "codename"), r => Assert.Equal(StreamDelay.None, r.Delay));
        Assert.All(CoverageTable.Of(policy).Where(r => r.Dialect == "mcp"), r => Assert.Equal(StreamDelay.None, r.Delay));
    }
}
