using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

public class RefusalTests
{
    [Theory]
    [InlineData("(a)\\1", 3, "back-references")]
    [InlineData("\\k<n>", 0, "back-references")]
    [InlineData("x(?<name>a)", 1, "named groups")]
    [InlineData("(?'name'a)", 0, "named groups")]
    [InlineData("(?>ab)", 0, "atomic")]
    [InlineData("(?(a)b|c)", 0, "conditional")]
    [InlineData("(?#note)a", 0, "comments")]
    [InlineData("(?s:a)", 0, "only (?:...)")]
    [InlineData("(?-i:a)", 0, "only (?:...)")]
    [InlineData("x(?=ab)", 1, "one unit only")]
    [InlineData("(?<!a+)x", 0, "one unit only")]
    [InlineData("(?=\\b)x", 0, "one unit only")]
    [InlineData("(?<=$)x", 0, "one unit only")]
    [InlineData("(?=)x", 0, "one unit only")]
    [InlineData("\\p{L}", 0, "Unicode categories")]
    [InlineData("a\\Z", 1, "unknown escape")]
    [InlineData("\\07", 0, "octal")]
    [InlineData("a++", 2, "possessive")]
    [InlineData("a**", 2, "nested")]
    [InlineData("a{2}{3}", 4, "nested")]
    [InlineData("*a", 0, "nothing before it")]
    [InlineData("a|?b", 2, "nothing before it")]
    [InlineData("^*a", 1, "takes no text")]
    [InlineData("\\b+a", 2, "takes no text")]
    [InlineData("(?i)+a", 4, "takes no text")]
    [InlineData("(?=a)?a", 5, "takes no text")]
    [InlineData("a{3,2}", 1, "n greater than m")]
    [InlineData("a{65536}", 1, "above 65535")]
    [InlineData("(a", 0, "unbalanced '('")]
    [InlineData("a)", 1, "unbalanced ')'")]
    [InlineData("[a", 0, "unbalanced '['")]
    [InlineData("[a-", 0, "unbalanced '['")]
    [InlineData("[]", 0, "unbalanced '['")]
    [InlineData("[z-a]", 1, "reverse order")]
    [InlineData("[\\d-z]", 1, "cannot begin with a class")]
    [InlineData("[a-\\d]", 1, "cannot end with a class")]
    [InlineData("[a-z-[b]]", 5, "subtraction")]
    [InlineData("[😀]", 1, "above U+FFFF")]
    [InlineData("[^\\s\\S]", 0, "no character is in")]
    [InlineData("\\xZZ", 2, "hexadecimal")]
    [InlineData("\\u12", 2, "hexadecimal")]
    [InlineData("a\\", 2, "backslash at the end")]
    [InlineData("", 0, "empty text")]
    [InlineData("a*", 0, "empty text")]
    [InlineData("\\b(?:a|b?)", 0, "empty text")]
    [InlineData("a{2100}", 0, "longest length")]
    [InlineData("(?:a{0,99}){0,99}b", 0, "automaton")]
    public void What_is_outside_the_regular_subset_is_refused_with_reason_and_position(string pattern, int position, string reason)
    {
        var refused = Refused(new PatternRule { Name = "x/rule", Pattern = pattern });
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Equal((position, "x/rule"), (refused.Position, refused.Rule));
        Assert.StartsWith("x/rule: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{pattern}\"", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key\\b")]
    [InlineData("key(?=a)")]
    [InlineData("(?:key(?!x)|token)")]
    [InlineData("a*")]
    [InlineData("(a")]
    public void A_context_whose_end_hangs_on_what_follows_is_refused(string context) =>
        Assert.Contains(context, Refused(new PatternRule { Name = "r", Pattern = "a", Context = context }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[ab", null, 5)]
    [InlineData("ab", null, 5)]
    [InlineData("[ab]", "c\\b", 5)]
    [InlineData("[ab]", "c*", 5)]
    [InlineData("[ab]", null, 0)]
    public void A_tail_must_have_one_class_a_plain_marker_and_a_limit(string allowed, string? marker, int limit) =>
        Refused(new PatternRule { Name = "r", Pattern = "a", Tail = new PatternTail(allowed, marker, limit) });

    [Fact]
    public void A_validator_does_not_go_together_with_a_tail() =>
        Refused(new PatternRule { Name = "r", Pattern = "a", Tail = new PatternTail("[ab]", null, 5), Validator = _ => true });

    [Fact]
    public void Two_rules_of_one_name_are_refused() =>
        Assert.Throws<PatternException>(() => PatternSet.Compile([new() { Name = "r", Pattern = "a" }, new() { Name = "r", Pattern = "b" }]));

    [Fact]
    public void Groups_nested_without_end_are_refused_not_a_stack_overflow() =>
        Assert.Contains("nested", Refused(new PatternRule { Name = "r", Pattern = new string('(', 100_000) }).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(15, 512, 1)]
    [InlineData(16, 511, 1)]
    [InlineData(16, 512, 0)]
    [InlineData(65_537, 512, 1)]
    public void Options_out_of_bounds_are_refused(int length, int states, int nodes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternSet.Compile(
            [], new PatternSetOptions { MaxMatchLength = length, MaxStates = states, MaxNodesPerRule = nodes }));

    [Fact]
    public void A_set_without_rules_finds_nothing()
    {
        var set = PatternSet.Compile([]);
        Assert.Empty(EngineRuns.Whole(set, new string('a', 100), "", []).Acting);
        var cursor = new MatchCursor(set, []);
        cursor.Scan("abc", end: false, new MatchBuffer());
        Assert.Equal(3, cursor.HoldFrom);
    }

    private static PatternException Refused(PatternRule rule) => Assert.Throws<PatternException>(() => PatternSet.Compile([rule]));
}
