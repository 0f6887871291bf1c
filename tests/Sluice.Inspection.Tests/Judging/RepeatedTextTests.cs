using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Judging;

/// <summary>A conversation comes back with every request: what was clean in it is not inspected again, and nothing else is left out.</summary>
public sealed class RepeatedTextTests
{
    private const string Clean = "A quiet text in which there is nothing at all to be found, however often it is sent.";

    private readonly Counter _counter = new();

    [Fact]
    public void A_clean_text_is_judged_once()
    {
        Policy policy = Flagging();
        Exchange first = Given.Exchange(policy);
        Given.Inspect(first, Body("user", Clean));
        Assert.Equal((1, 0), (_counter.Of(Clean), first.KnownCharacters));
        Exchange second = Given.Exchange(policy);
        Given.Inspect(second, Body("user", Clean));
        Assert.Equal((1, Clean.Length), (_counter.Of(Clean), second.KnownCharacters));
    }

    [Fact]
    public void A_text_with_a_finding_is_judged_and_recorded_each_time()
    {
        Policy policy = Flagging();
        string text = Clean + " Or so one thought: alarm.";
        for (int i = 1; i <= 3; i++)
        {
            Exchange exchange = Given.Exchange(policy);
            Given.Inspect(exchange, Body("user", text));
            Assert.Equal(i, _counter.Of(text));
            Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        }
    }

    [Fact]
    public void A_pattern_that_only_flags_is_recorded_each_time()
    {
        Policy policy = Given.Policy(("codename", "any", "Flag"));
        for (int i = 0; i < 2; i++)
        {
            Exchange exchange = Given.Exchange(policy);
            Given.Inspect(exchange, Body("user", Clean + " Bluebird."));
            Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        }
    }

    [Fact]
    public void What_depends_on_more_than_the_text_is_judged_each_time()
    {
        _counter.DependsOnMore = true;
        Policy policy = Flagging();
        Given.Inspect(Given.Exchange(policy), Body("user", Clean));
        Given.Inspect(Given.Exchange(policy), Body("user", Clean));
        Assert.Equal(2, _counter.Of(Clean));
    }

    [Fact]
    public void Another_role_another_policy_and_another_property_are_other_texts()
    {
        Policy policy = Flagging();
        Given.Inspect(Given.Exchange(policy), Body("user", Clean));
        Given.Inspect(Given.Exchange(policy), Body("assistant", Clean));
        Assert.Equal(2, _counter.Of(Clean));
        Given.Inspect(Given.Exchange(Flagging()), Body("user", Clean));
        Assert.Equal(3, _counter.Of(Clean));
        Given.Inspect(Given.Exchange(policy), $$"""{"messages":[{"role":"user","name":"{{Clean}}","content":"x"}]}""");
        Assert.Equal(4, _counter.Of(Clean));
    }

    [Fact]
    public void In_a_shorter_request_it_is_judged_again()
    {
        Policy policy = Flagging();
        Given.Inspect(Given.Exchange(policy), """{"messages":[{"role":"user","content":"%"},{"role":"user","content":"More beside it."}]}""".Replace("%", Clean, StringComparison.Ordinal));
        Given.Inspect(Given.Exchange(policy), Body("user", Clean));
        Assert.Equal(2, _counter.Of(Clean));
        Given.Inspect(Given.Exchange(policy), Body("user", Clean));
        Assert.Equal(2, _counter.Of(Clean));
    }

    [Fact]
    public void Answers_are_judged_each_time()
    {
        Policy policy = Flagging();
        for (int i = 0; i < 2; i++)
            Given.Answered(policy, $"{{\"choices\":[{{\"index\":0,\"message\":{Message("assistant", Clean)}}}]}}");
        Assert.Equal(2, _counter.Of(Clean));
    }

    [Fact]
    public void What_was_clean_in_an_answer_is_looked_through_in_a_request()
    {
        // A code in base64 in base64: encodings inside encodings are read in requests alone.
        string hidden = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String("It is EMP-123456 now."u8)));
        Policy policy = Given.Policy(("employee", "any", "Flag"));
        string answer = $"{{\"choices\":[{{\"index\":0,\"message\":{Message("assistant", hidden)}}}]}}";
        for (int i = 0; i < 2; i++)
        {
            Exchange exchange = Given.Exchange(policy);
            Given.Answered(policy, answer, exchange);
            Assert.Equal(Decision.None, exchange.Tally.Decision);
            Given.Inspect(exchange, Body("assistant", hidden));
            Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        }
    }

    [Fact]
    public void A_file_is_recorded_each_time()
    {
        Policy policy = Given.Policy(("media/image", "any", "Flag"));
        string image = "data:image/png;base64," + Convert.ToBase64String([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[60]]);
        for (int i = 0; i < 2; i++)
        {
            Exchange exchange = Given.Exchange(policy);
            Given.Inspect(exchange, Body("user", image));
            Assert.Equal(Decision.Flag, exchange.Tally.Decision);
        }
    }

    [Fact]
    public void A_judge_that_fails_is_counted_each_time()
    {
        Policy policy = Given.Policy(_counter.Detectors, o =>
        {
            o.OnFailure = "Allow";
            o.Rules.Add(new RuleOptions { Find = "counted/alarm", Then = "Flag" });
        });
        for (int i = 1; i <= 2; i++)
        {
            Given.Inspect(Given.Exchange(policy), Body("user", Clean + " crash"));
            Assert.Equal(i, _counter.Of(Clean + " crash"));
        }
    }

    /// <summary>Conversations of texts clean and not, in which texts come again at random: each outcome is that of a policy which never saw any of them.</summary>
    [Fact]
    public void What_becomes_of_a_request_never_depends_on_those_before_it()
    {
        Random random = new(5);
        string[] texts = [Clean, "short", "Bluebird flies at noon over a quiet land and does not come back.", "EMP-123456", "A text with an alarm in it, long enough to be looked up among the known ones.",
            "data:,some%20text%20of%20Bluebird%20here,%20long%20enough%20to%20be%20looked%20up", "{\\\"x\\\":\\\"Bluebird, and what else stands beside it in these arguments\\\"}", Clean + " Twice as long. " + Clean];
        Policy seasoned = Mixed();
        for (int i = 0; i < 60; i++)
        {
            string messages = string.Join(',', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Message(random.Next(2) == 0 ? "user" : "assistant", texts[random.Next(texts.Length)])));
            string body = """{"messages":[%M,{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"%A"}}]}]}"""
                .Replace("%M", messages, StringComparison.Ordinal).Replace("%A", texts[random.Next(texts.Length)], StringComparison.Ordinal);
            Exchange known = Given.Exchange(seasoned);
            Policy innocent = Mixed();
            Exchange fresh = Given.Exchange(innocent);
            Assert.Equal(Given.Forwarded(innocent, body, fresh), Given.Forwarded(seasoned, body, known));
            Assert.Equal(Told(fresh), Told(known));
        }
    }

    private static string Told(Exchange exchange) => string.Join('\n', exchange.Tally.Entries.Select(e => e.ToString()).Order(StringComparer.Ordinal));

    private Policy Flagging() => Given.Policy(_counter.Detectors, _ => { }, ("counted/alarm", "any", "Flag"));

    private Policy Mixed() => Given.Policy(_counter.Detectors, _ => { }, ("codename", "any", "Redact"), ("employee", "any", "Flag"), ("counted/alarm", "any", "Mask"));

    private static string Body(string role, string text) => $"{{\"messages\":[{Message(role, text)}]}}";

    private static string Message(string role, string text) => $"{{\"role\":\"{role}\",\"content\":\"{text}\"}}";

    /// <summary>Counts how often it sees a text. "alarm" is a finding; "crash" throws.</summary>
    private sealed class Counter : Classifier
    {
        private readonly Dictionary<string, int> _seen = [];

        public Counter() => Detectors = [Detector.Judging("counted/alarm", "The word alarm.", this, label: 0)];

        public IReadOnlyList<Detector> Detectors { get; }

        public bool DependsOnMore { get; set; }

        public override string Name => "counter";

        public override int Labels => 1;

        public override bool IsRepeatable => !DependsOnMore;

        public int Of(string text) => _seen.GetValueOrDefault(text);

        public override void Judge(in JudgedText text, FindingList findings)
        {
            string said = text.Text.ToString();
            _seen[said] = Of(said) + 1;
            if (said.Contains("crash", StringComparison.Ordinal))
                throw new InvalidOperationException("as the test asked");
            if (said.IndexOf("alarm", StringComparison.Ordinal) is var at and >= 0)
                findings.Add(0, 1, at, 5);
        }
    }
}
