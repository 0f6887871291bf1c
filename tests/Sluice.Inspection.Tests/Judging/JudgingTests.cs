using System.Text.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Judging;

/// <summary>What policies make of classifiers' findings, in requests, answers and streams.</summary>
public sealed class JudgingTests
{
    [Fact]
    public void A_finding_with_a_place_is_replaced_there() =>
        Assert.Equal(Request("an [REDACTED:words/alarm] went off"), Given.Forwarded(Policy("words/alarm", "Redact"), Request("an alarm went off")));

    [Fact]
    public void A_finding_without_a_place_is_the_whole_text() =>
        Assert.Equal(Request("[REDACTED:words/tone]"), Given.Forwarded(Policy("words/tone", "Redact"), Request("I am furious.")));

    [Fact]
    public void A_finding_blocks() =>
        Assert.Equal("content_filter", Given.Refused(Policy("words/tone", "Block"), Request("I am furious."))?.Code);

    [Fact]
    public void A_category_alone_names_all_its_detectors() =>
        Assert.Equal(["words/alarm", "words/split", "words/tone"], Policy("words", "Flag").Sentences[0].Detectors);

    [Theory]
    [InlineData("I am furious.", Decision.Block)]
    [InlineData("It is likely.", Decision.Flag)]
    [InlineData("It is fine.", Decision.None)]
    public void The_score_decides_which_rule_counts(string text, Decision expected)
    {
        Policy policy = Given.Judging(("words/tone", "any", "Flag"), ("words/tone", "any", "Block"));
        Exchange exchange = Given.Exchange(policy);
        Given.Inspect(exchange, Request(text));
        Assert.Equal(expected, exchange.Tally.Decision);
    }

    [Fact]
    public void A_rule_can_ask_for_its_own_score()
    {
        Policy policy = Given.Judging(o => o.Rules.Add(new RuleOptions { Find = "words/tone", Then = "Block", AtLeast = 0.99m }));
        Assert.NotNull(Given.Refused(policy, Request("It is likely.")));
    }

    [Fact]
    public void Allow_beats_every_score()
    {
        Policy policy = Given.Judging(("words/tone", "any", "Block"), ("words/tone", "user", "Allow"));
        Assert.Null(Given.Refused(policy, Request("I am furious.")));
    }

    [Fact]
    public void A_policy_that_only_watches_records_what_it_would_do()
    {
        Policy policy = Given.Judging(o =>
        {
            o.Mode = "Monitor";
            o.Rules.Add(new RuleOptions { Find = "words/tone", Then = "Block" });
        });
        Exchange exchange = Given.Exchange(policy);
        Assert.Equal(Request("I am furious."), Given.Forwarded(policy, Request("I am furious."), exchange));
        Assert.Equal(Decision.Block, exchange.Tally.Decision);
    }

    [Fact]
    public void What_is_split_over_messages_is_found_in_the_request()
    {
        const string body = """{"messages":[{"role":"user","content":"one half"},{"role":"assistant","content":"Yes?"},{"role":"user","content":"the other half"}]}""";
        Assert.NotNull(Given.Refused(Policy("words/split", "Block"), body));
        Assert.Null(Given.Refused(Policy("words/split", "Block"), Request("one half")));
    }

    [Fact]
    public void A_pattern_and_a_finding_that_overlap_are_one()
    {
        Policy policy = Given.Judging(("codename", "any", "Mask"), ("words/tone", "any", "Redact"));
        Assert.Equal(Request("[REDACTED:words/tone]"), Given.Forwarded(policy, Request("Bluebird is furious.")));
    }

    [Theory]
    [InlineData("AtLeast", "secrets/*")]
    [InlineData("In", "words/split")]
    [InlineData("Hold", "words/tone")]
    public void What_cannot_be_is_refused_with_its_key(string key, string find)
    {
        RuleOptions rule = new() { Find = find, Then = "Block" };
        if (key == "AtLeast")
            rule.AtLeast = 0.9m;
        else if (key == "In")
            rule.In.Add("response");
        else
            rule.Hold = "nothing";
        InspectionOptions options = new();
        PolicyOptions policy = new();
        policy.Rules.Add(rule);
        options.Policies["p"] = policy;
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, WordClassifier.Detectors, errors));
        Assert.Equal($"Sluice:Policies:p:Rules:0:{key}", Assert.Single(errors).Key);
    }

    [Fact]
    public void A_detector_cannot_take_the_name_of_a_category()
    {
        InspectionOptions options = new();
        options.Detectors["injection"] = new DetectorOptions { Words = { "x" } };
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal("Sluice:Detectors:injection", Assert.Single(errors).Key);
    }

    [Fact]
    public void A_sentence_is_held_until_it_is_judged_and_not_longer()
    {
        Policy policy = Policy("words/tone", "Block");
        string[] pieces = ["This sentence has nothing in it. ", "The next one would be fur", "ious with you. ", "Never seen."];
        string seen = Given.Streamed(policy, ChatStream.Of(pieces));
        SortedDictionary<string, string> gathered = ChatStream.Gather(seen);
        Assert.Equal("This sentence has nothing in it.", gathered["0.content"]);
        Assert.Contains("content_filter", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_flags_holds_nothing()
    {
        Policy policy = Policy("words/tone", "Flag");
        Exchange exchange = Given.Exchange(policy);
        string stream = ChatStream.Of(["I am fur", "ious"]);
        Assert.Equal(stream, Given.Streamed(policy, stream, exchange, 7));
        Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        Assert.Equal(0, exchange.MostHeld);
    }

    [Theory]
    [InlineData("sentence")]
    [InlineData("window")]
    [InlineData("whole")]
    public void A_stream_is_judged_as_the_whole_answer_is(string hold)
    {
        Policy policy = Given.Judging(o =>
        {
            o.Rules.Add(new RuleOptions { Find = "words/alarm", Then = "Redact", Hold = hold });
            o.Rules.Add(new RuleOptions { Find = "words/tone", Then = "Redact", Hold = hold });
            o.Rules.Add(new RuleOptions { Find = "employee", Then = "Mask" });
            o.Rules.Add(new RuleOptions { Find = "codename", Then = "Redact" });
        });
        string[] words = ["alarm", "furious", "EMP-123456", "Bluebird", "Falcon", " Nine", ". ", "! ", "\n", " ", " ", "the day is long", "al", "arm", "\ud83d\ude00", "id 7", ", "];
        Random random = new(hold.Length);
        for (int round = 0; round < 60; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 1 + random.Next(round % 10 == 0 ? 600 : 30)).Select(_ => words[random.Next(words.Length)]));
            string body = Given.Answered(policy, $"{{\"choices\":[{{\"index\":0,\"message\":{{\"content\":{ChatStream.Quote(text)}}}}}]}}");
            using JsonDocument answer = JsonDocument.Parse(body);
            string whole = answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
            for (int cutting = 0; cutting < 3; cutting++)
            {
                string stream = ChatStream.Of(ChatStream.Cut(text, 1 + random.Next(40)));
                Assert.Equal(whole, ChatStream.Gather(Given.Streamed(policy, stream, null, 1 + random.Next(300))).GetValueOrDefault("0.content", ""));
            }
        }
    }

    [Fact]
    public void Tool_arguments_are_judged_text_by_text()
    {
        Policy policy = Policy("words/alarm", "Redact");
        string stream = string.Concat(ChatStream.Cut("""{"alarm":"no alarm, please","n":7}""", 3).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish() + ChatStream.Done;
        Assert.Equal("""{"alarm":"no [REDACTED:words/alarm], please","n":7}""", ChatStream.Gather(Given.Streamed(policy, stream))["0.tool0"]);
    }

    private static Policy Policy(string find, string then) => Given.Judging((find, "any", then));

    private static string Request(string text) => $"{{\"messages\":[{{\"role\":\"user\",\"content\":{ChatStream.Quote(text)}}}]}}";
}
