using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>What is released after every prefix, against all continuations of up to five units: never too much, and for simple rules never too little.</summary>
public class HoldBackTests
{
    private const string Units = "abc ";
    private const int Longest = 5;

    private static readonly string[] Pool =
        ["ab+c", "a{2,3}", "\\bab\\b", "abc|b", "ab?c", "(?<!a)b{2}(?!b)", "a b", "[ab]{3}c", "b\\b", "ca?b?c", "aa*b", "a[^b]{2}"];

    private readonly List<string> _continuations = Continuations();

    [Fact]
    public void Simple_rules_hold_exactly_the_longest_suffix_that_is_not_decided()
    {
        var random = new Random(11);
        int checks = 0, notMinimal = 0;
        for (int round = 0; round < 40; round++)
        {
            List<PatternRule> rules = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(i => new PatternRule { Name = $"r{i}", Pattern = Pool[random.Next(Pool.Length)] })];
            foreach (var (released, decided, description) in Check(random, rules, 4))
            {
                Assert.True(released <= decided, "released too much: " + description);
                checks++;
                if (released < decided) notMinimal++;
            }
        }

        // A rule that is still alive but could only confirm a span that another rule makes anyway: known, rare, and on the safe side.
        Assert.Equal(160, checks);
        Assert.InRange(notMinimal, 0, 2);
    }

    [Fact]
    public void No_rule_releases_what_a_continuation_could_still_take()
    {
        var random = new Random(12);
        var source = new RandomRules(random);
        int held = 0;
        for (int round = 0; round < 40; round++)
        {
            foreach (var (released, decided, description) in Check(random, source.Rules(), 3))
            {
                Assert.True(released <= decided, "released too much: " + description);
                if (released < decided) held++;
            }
        }

        Assert.InRange(held, 0, 60);
    }

    [Theory]
    [InlineData("xaab", "a+b", 0)] // nothing can grow: the span closed
    [InlineData("xaab", "a+b?", 0)]
    [InlineData("xaa", "a+b", 2)]
    [InlineData("x12345678", "\\d{4}\\b", 4)] // the boundary needs one unit more
    [InlineData("x1234", "\\d{4}", 4)] // an overlapping match may still widen the span
    [InlineData("x1234 ", "\\d{4}", 0)]
    public void A_match_that_cannot_grow_is_decided_at_once(string text, string pattern, int held)
    {
        var cursor = new MatchCursor(PatternSet.Compile([new PatternRule { Name = "r", Pattern = pattern }]), [RuleRole.Act]);
        cursor.Scan(text, end: false, new MatchBuffer());
        Assert.Equal(held, text.Length - cursor.HoldFrom);
    }

    [Fact]
    public void Context_is_never_held()
    {
        var rule = new PatternRule { Name = "r", Pattern = "[a-z]{4}", Context = "key = \"" };
        var cursor = new MatchCursor(PatternSet.Compile([rule]), [RuleRole.Act]);
        cursor.Scan("my key = \"", end: false, new MatchBuffer());
        Assert.Equal("my key = \"".Length, cursor.HoldFrom);
        var found = new MatchBuffer();
        cursor.Scan("my key = \"abc", end: false, found);
        Assert.Equal("my key = \"".Length, cursor.HoldFrom);
        cursor.Scan("my key = \"abcd", end: false, found);
        Assert.Equal(new MatchSpan(10, 14, 0, 0, 1, false), Assert.Single(found.Spans));
        Assert.Equal(14, cursor.HoldFrom);
    }

    /// <summary>For random prefixes: how much was released, and the most that could have been.</summary>
    private IEnumerable<(int Released, int Decided, string Description)> Check(Random random, List<PatternRule> rules, int texts)
    {
        var set = PatternSet.CompileUnbounded(rules, new PatternSetOptions());
        RuleRole[] roles = [.. rules.Select(_ => RuleRole.Act)];
        var cursor = new MatchCursor(set, roles);
        for (int i = 0; i < texts; i++)
        {
            string text = new([.. Enumerable.Range(0, 1 + random.Next(9)).Select(_ => Units[random.Next(Units.Length)])]);
            cursor.Reset();
            cursor.Scan(text, end: false, new MatchBuffer());
            int decided = Decided(text, [.. _continuations.Select(rest => EngineRuns.Whole(set, text + rest, "", roles).Acting)]);
            yield return (cursor.HoldFrom, decided, $"'{text}' by {string.Join(" ## ", rules)}");
        }
    }

    /// <summary>The longest prefix whose spans are the same, and wholly within it, whatever follows.</summary>
    private static int Decided(string text, List<List<ReferenceMatcher.Span>> outcomes)
    {
        for (int prefix = text.Length; prefix > 0; prefix--)
        {
            if (outcomes.Exists(spans => spans.Exists(span => span.Start < prefix && span.End > prefix))) continue;
            if (outcomes.Select(spans => EngineRuns.Text(spans.Where(span => span.End <= prefix))).Distinct(StringComparer.Ordinal).Count() == 1) return prefix;
        }

        return 0;
    }

    private static List<string> Continuations()
    {
        var all = new List<string> { "" };
        for (int from = 0, length = 0; length < Longest; length++)
        {
            int to = all.Count;
            for (int i = from; i < to; i++) all.AddRange(Units.Select(unit => all[i] + unit));
            from = to;
        }

        return all;
    }
}
