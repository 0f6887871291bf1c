using System.Text;
using System.Text.Json;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;
using Sluice.Inspection.Tests.Streaming;

namespace Sluice.Inspection.Tests.Judging;

/// <summary>What remote judges are asked, when, and what becomes of their verdicts.</summary>
public sealed class RemoteJudgeTests
{
    private const string Talk = """{"model":"gpt-x","messages":[{"role":"system","content":"Be kind, says alarm."},{"role":"user","content":"an alarm went off"},{"role":"user","content":[{"type":"text","text":"EMP-123456 is furious"}]}]}""";

    [Fact]
    public void Only_texts_that_a_rule_covers_are_asked_about_and_nothing_else_of_the_document()
    {
        RemoteStage stage = new(("far/place", "user", "Redact"));
        Assert.Contains("an [REDACTED:far/place] went off", stage.Passed(Talk), StringComparison.Ordinal);
        Assert.Equal(["an alarm went off", "EMP-123456 is furious"], stage.Asked);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("fa*")]
    [InlineData("*/place")]
    [InlineData("words/*")]
    public void A_rule_that_does_not_name_the_judge_asks_nobody(string find)
    {
        RemoteStage stage = find is "fa*" or "*/place"
            ? new RemoteStage(("words/*", "any", "Flag"))
            : new RemoteStage((find, "any", "Flag"));
        stage.Passed(Talk);
        Exchange exchange = Given.Exchange(stage.Policy);
        stage.Inspect(exchange, Talk);
        Assert.Empty(stage.Asked);
        Assert.Null(exchange.Remote);
        if (find is "fa*" or "*/place")
            Assert.Throws<InvalidOperationException>(() => new RemoteStage((find, "any", "Flag")));
    }

    [Fact]
    public void Nothing_is_counted_twice_though_the_pass_is_made_again()
    {
        RemoteStage stage = new(("far", "any", "Redact"), ("employee", "any", "Mask"));
        Exchange exchange = Given.Exchange(stage.Policy);
        stage.Inspect(exchange, Talk).Replacement!.Dispose();
        Assert.Equal(
            ["employee Mask 1", "far/place Redact 2", "far/tone Redact 1"],
            exchange.Tally.Entries.Select(e => $"{e.Rule} {e.Decision} {e.Count}").Order(StringComparer.Ordinal));
        Exchange once = Given.Exchange(Given.Policy(("codename", "any", "Flag")));
        Given.Inspect(once, Talk);
        Assert.Equal(once.RequestCharacters, exchange.RequestCharacters);
    }

    [Fact]
    public void What_is_refused_without_the_judge_it_does_not_get_to_see()
    {
        RemoteStage stage = new(("far", "any", "Block"), ("employee", "any", "Block"));
        Assert.NotNull(stage.Inspect(Given.Exchange(stage.Policy), Talk).Refusal);
        Assert.Empty(stage.Asked);
    }

    [Fact]
    public void A_finding_blocks_requests_and_answers()
    {
        RemoteStage stage = new(("far/tone", "any", "Block"));
        Assert.Equal("content_filter", stage.Inspect(Given.Exchange(stage.Policy), Talk).Refusal?.Code);
        Assert.Contains("content_filter", stage.Passed(Answer("I am furious."), answer: true), StringComparison.Ordinal);
        Assert.Equal(["I am furious."], stage.Asked.Skip(3));
    }

    [Fact]
    public void What_only_flags_waits_for_nothing_and_is_counted_when_it_comes()
    {
        RemoteStage stage = new(("far/tone", "any", "Flag"));
        Exchange exchange = Given.Exchange(stage.Policy);
        Assert.False(stage.Inspect(exchange, Talk).Awaits);
        Assert.Empty(exchange.Tally.Entries);
        IReadOnlyList<RemoteQuestion> beside = exchange.Remote!.TakeBeside();
        Assert.Equal(3, beside.Count);
        Assert.Empty(exchange.Remote.TakeBeside());
        Assert.All(beside, q => Assert.True(exchange.Remote.Deliver(q, RemoteStage.VerdictOn(q))));
        exchange.Remote.Close(exchange.Tally);
        Assert.Equal("far/tone", Assert.Single(exchange.Tally.Entries).Rule);
        Assert.False(exchange.Remote.Deliver(beside[2], RemoteStage.VerdictOn(beside[2])));
        Assert.Equal(Decision.Flag, Assert.Single(exchange.Remote.Late(beside[2], RemoteStage.VerdictOn(beside[2]))).Decision);
    }

    [Fact]
    public void A_stream_that_only_flags_holds_nothing()
    {
        RemoteStage stage = new(("far", "any", "Flag"));
        Exchange exchange = Given.Exchange(stage.Policy);
        string stream = ChatStream.Of(["I am fur", "ious, it is an al", "arm."]);
        Assert.Equal(stream, stage.Streamed(stream, exchange, 7));
        Assert.Equal(0, exchange.MostHeld);
        Assert.Equal(["I am furious, it is an alarm."], exchange.Remote!.TakeBeside().Select(q => q.Text));
    }

    [Fact]
    public void A_policy_that_only_watches_waits_for_nothing()
    {
        RemoteStage stage = new(o =>
        {
            o.Mode = "Monitor";
            RemoteStage.Add(o, ("far", "any", "Block"));
        });
        Exchange exchange = Given.Exchange(stage.Policy);
        Assert.False(stage.Inspect(exchange, Talk).Awaits);
        Assert.Equal(3, exchange.Remote!.TakeBeside().Count);
    }

    [Theory]
    [InlineData("sentence")]
    [InlineData("window")]
    [InlineData("whole")]
    public void A_stream_is_judged_as_the_whole_answer_is_and_nothing_is_asked_that_the_whole_does_not_ask(string hold)
    {
        RemoteStage stage = new(o =>
        {
            o.Rules.Add(new RuleOptions { Find = "far/place", Then = "Redact", Hold = hold });
            o.Rules.Add(new RuleOptions { Find = "far/tone", Then = "Redact", Hold = hold });
            o.Rules.Add(new RuleOptions { Find = "employee", Then = "Mask" });
        });
        string[] words = ["alarm", "furious", "EMP-123456", ". ", "! ", "\n", " ", " ", "the day is long", "al", "arm", "\ud83d\ude00", "id 7", ", "];
        Random random = new(hold.Length);
        for (int round = 0; round < 40; round++)
        {
            string text = string.Concat(Enumerable.Range(0, 1 + random.Next(round % 10 == 0 ? 600 : 30)).Select(_ => words[random.Next(words.Length)]));
            stage.Asked.Clear();
            using JsonDocument answer = JsonDocument.Parse(stage.Passed(Answer(text), answer: true));
            string whole = answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
            HashSet<string> asked = [.. stage.Asked];
            for (int cutting = 0; cutting < 3; cutting++)
            {
                stage.Asked.Clear();
                string stream = ChatStream.Of(ChatStream.Cut(text, 1 + random.Next(40)));
                Assert.Equal(whole, ChatStream.Gather(stage.Streamed(stream, null, 1 + random.Next(300))).GetValueOrDefault("0.content", ""));
                Assert.Equal(asked.Order(StringComparer.Ordinal), stage.Asked.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void A_clean_stream_that_waits_keeps_its_text_and_its_end()
    {
        RemoteStage stage = new(("far", "any", "Block"));
        string text = "This sentence has nothing in it. Neither has this one here! And the last does not end";
        string stream = ": ping of nobody\n\n" + ChatStream.Of(ChatStream.Cut(text, 5));
        string seen = stage.Streamed(stream, null, 11);
        Assert.Equal(ChatStream.Gather(stream), ChatStream.Gather(seen));
        Assert.StartsWith(": ping of nobody\n\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_is_cut_behind_the_last_sentence_that_was_judged_clean()
    {
        RemoteStage stage = new(("far/tone", "any", "Block"));
        string seen = stage.Streamed(ChatStream.Of(["This sentence has nothing in it. ", "The next one would be fur", "ious with you. ", "Never seen."]), null, 13);
        Assert.Equal("This sentence has nothing in it.", ChatStream.Gather(seen)["0.content"]);
        Assert.Contains("content_filter", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Never", string.Concat(stage.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_without_an_end_is_judged_to_its_end()
    {
        RemoteStage stage = new(("far/place", "any", "Redact"));
        string seen = stage.Streamed(ChatStream.Content("no alarm") + ChatStream.Content(" at all"), null, 9);
        Assert.Equal("no [REDACTED:far/place] at all", ChatStream.Gather(seen)["0.content"]);
        Assert.Equal(["no alarm at all"], stage.Asked);
    }

    [Fact]
    public void Tool_arguments_are_judged_text_by_text()
    {
        RemoteStage stage = new(("far/place", "any", "Redact"));
        foreach (int piece in (int[])[1, 3, 7, 100])
        {
            stage.Asked.Clear();
            string stream = string.Concat(ChatStream.Cut("""{"alarm":"no alarm, please","n":7,"more":["one alarm\nmore"]}""", piece).Select(p => ChatStream.Arguments(p))) + ChatStream.Finish() + ChatStream.Done;
            Assert.Equal("""{"alarm":"no [REDACTED:far/place], please","n":7,"more":["one [REDACTED:far/place]\nmore"]}""", ChatStream.Gather(stage.Streamed(stream))["0.tool0"]);
            Assert.Equal(["no alarm, please", "one alarm\nmore"], stage.Asked);
        }
    }

    [Fact]
    public void While_it_waits_a_stream_lets_nothing_out_and_what_was_clean_is_out_already()
    {
        RemoteStage stage = new(("far", "any", "Block"));
        Exchange exchange = Given.Exchange(stage.Policy);
        using StreamGuard guard = Inspector.OpenStream(exchange, "text/event-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        string first = ChatStream.Chunk("""{"role":"assistant","content":""}""");
        guard.Push(Encoding.UTF8.GetBytes(first + ChatStream.Content("This sentence has nothing in it.\n") + ChatStream.Content("Later.\n")), output);
        Assert.True(guard.Awaits);
        Assert.Equal(first, Encoding.UTF8.GetString(output.Span));
        Assert.Equal(["This sentence has nothing in it."], exchange.Remote!.TakeAwaited().Select(q => q.Text));
    }

    [Fact]
    public void A_verdict_that_never_came_is_a_failure_where_the_policy_blocks()
    {
        RemoteStage stage = new(("far", "any", "Block"));
        Exchange exchange = Given.Exchange(stage.Policy);
        Assert.Throws<InvalidOperationException>(() => Inspector.InspectText(exchange, Direction.Request, ContentScope.User, "an alarm"));
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Allow")]
    public void O5_A_classifier_that_throws_costs_its_own_findings_only_and_only_where_the_policy_allows_it(string onFailure)
    {
        RemoteStage stage = new(o =>
        {
            o.OnFailure = onFailure;
            RemoteStage.Add(o, ("words", "any", "Redact"), ("employee", "any", "Redact"));
        });
        const string body = """{"messages":[{"role":"user","content":"EMP-123456 had a crash"},{"role":"user","content":"an alarm"}]}""";
        if (onFailure == "Block")
        {
            Assert.Throws<InvalidOperationException>(() => stage.Passed(body));
            return;
        }

        Assert.Equal("""{"messages":[{"role":"user","content":"[REDACTED:employee] had a crash"},{"role":"user","content":"an [REDACTED:words/alarm]"}]}""", stage.Passed(body));
        Exchange exchange = Given.Exchange(stage.Policy);
        stage.Inspect(exchange, body).Replacement!.Dispose();
        Assert.Equal(new FailureEntry("words", nameof(InvalidOperationException), 1), Assert.Single(exchange.Tally.Failures));
    }

    [Fact]
    public void A_judge_that_failed_leaves_the_others_findings()
    {
        RemoteStage stage = new(o =>
        {
            o.OnFailure = "Allow";
            RemoteStage.Add(o, ("far", "any", "Redact"), ("employee", "any", "Redact"));
        });
        Exchange exchange = Given.Exchange(stage.Policy);
        BodyVerdict verdict = stage.Inspect(exchange, """{"messages":[{"role":"user","content":"EMP-123456 is broken"},{"role":"user","content":"an alarm"}]}""");
        using PooledBuffer<byte> replacement = verdict.Replacement!;
        Assert.Equal("""{"messages":[{"role":"user","content":"[REDACTED:employee] is broken"},{"role":"user","content":"an [REDACTED:far/place]"}]}""", Encoding.UTF8.GetString(replacement.Span));
    }

    [Theory]
    [InlineData("Kind", "Telepathy")]
    [InlineData("Categories:Bad Name", "")]
    [InlineData("Categories:other", "")]
    [InlineData("Words", "")]
    public void What_cannot_be_is_refused_with_its_key(string what, string value)
    {
        InspectionOptions options = new();
        DetectorOptions far = new() { Remote = new RemoteOptions { Kind = what == "Kind" ? value : "Presidio" } };
        if (what.StartsWith("Categories", StringComparison.Ordinal))
            far.Remote.Categories[what[11..]] = ["X"];
        else if (what == "Words")
            far.Words.Add("word");
        options.Detectors["far"] = far;
        List<ConfigurationError> errors = [];
        Assert.Null(PolicyCompiler.Compile(options, errors));
        Assert.Equal(what == "Words" ? "Sluice:Detectors:far" : $"Sluice:Detectors:far:Remote:{what}", Assert.Single(errors).Key);
    }

    private static string Answer(string text) => $"{{\"id\":\"chatcmpl-9\",\"object\":\"chat.completion\",\"model\":\"gpt-x\",\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":{ChatStream.Quote(text)}}},\"finish_reason\":\"stop\"}}]}}";
}
