using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

public class RoleTests
{
    private static readonly PatternSet Set = PatternSet.Compile(
    [
        new PatternRule { Name = "digits", Pattern = "[0-9]{4,8}" },
        new PatternRule { Name = "known", Pattern = "x[0-9]{4}x" },
        new PatternRule { Name = "wide", Pattern = "[a-z][0-9]+[a-z]" },
    ]);

    [Theory]
    [InlineData("a x1234x b", RuleRole.Exempt, "")]
    [InlineData("a x1234x b", RuleRole.Ignore, "3-7")]
    [InlineData("a x1234x1234 b", RuleRole.Exempt, "8-12")]
    public void What_an_exempt_match_contains_is_dropped(string text, RuleRole known, string wanted) =>
        Assert.Equal(wanted, Positions(Find(text, [RuleRole.Act, known, RuleRole.Ignore]).Acting));

    [Fact]
    public void A_match_that_reaches_out_of_an_exempt_one_is_kept_whole()
    {
        var set = PatternSet.Compile([new() { Name = "long", Pattern = "ab+" }, new() { Name = "fine", Pattern = "abb" }]);
        Assert.Equal("1-5", Positions(EngineRuns.Whole(set, "xabbb", "", [RuleRole.Act, RuleRole.Exempt]).Acting));
        Assert.Equal("", Positions(EngineRuns.Whole(set, "xabb", "", [RuleRole.Act, RuleRole.Exempt]).Acting));
    }

    [Fact]
    public void Observed_matches_never_widen_acting_spans()
    {
        var (acting, observed) = Find("a1234b", [RuleRole.Act, RuleRole.Ignore, RuleRole.Observe]);
        Assert.Equal("1-5", Positions(acting));
        Assert.Equal("0-6", Positions(observed));
    }

    [Fact]
    public void Observing_rules_act_in_a_cursor()
    {
        var found = new MatchBuffer();
        new MatchCursor(Set, [RuleRole.Act, RuleRole.Ignore, RuleRole.Observe]).Scan("a1234b", end: true, found);
        Assert.Equal(new MatchSpan(0, 6, 2, 0, 2, false), Assert.Single(found.Spans));
        Assert.Equal([2, 0], found.Hits);
    }

    [Fact]
    public void An_exempt_rule_with_a_tail_exempts_to_the_tails_end_and_no_further()
    {
        var set = PatternSet.Compile(
        [
            new() { Name = "word", Pattern = "secret" },
            new() { Name = "quote", Pattern = "<q>", Tail = new PatternTail("[a-z ]", null, 50) },
        ]);
        RuleRole[] roles = [RuleRole.Act, RuleRole.Exempt];
        string text = "<q>a secret b. secret";
        Assert.Equal("15-21", Positions(EngineRuns.Whole(set, text, "", roles).Acting));
        for (int seed = 0; seed < 20; seed++)
            Assert.Equal("15-21", Positions(EngineRuns.Stream(new MatchCursor(set, roles), text, "", new Random(seed), 5)));
    }

    [Fact]
    public void Roles_must_be_as_many_as_rules()
    {
        Assert.Throws<ArgumentException>(() => Set.FindAll("a", default, [RuleRole.Act], new MatchBuffer(), new MatchBuffer()));
        Assert.Throws<ArgumentException>(() => new MatchCursor(Set, [RuleRole.Act]));
    }

    private static (List<ReferenceMatcher.Span> Acting, List<ReferenceMatcher.Span> Observed) Find(string text, RuleRole[] roles) =>
        EngineRuns.Whole(Set, text, "", roles);

    private static string Positions(List<ReferenceMatcher.Span> spans) => string.Join(' ', spans.Select(span => $"{span.Start}-{span.End}"));
}
