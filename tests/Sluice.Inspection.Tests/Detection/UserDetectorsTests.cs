using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection;

public sealed class UserDetectorsTests
{
    [Theory]
    [InlineData("Bluebird", "the BLUEBIRD plan", "BLUEBIRD")]
    [InlineData("Bluebird", "bluebirds", "")]
    [InlineData("Bluebird", "(Bluebird)", "Bluebird")]
    [InlineData("Falcon Nine", "falcon\n  nine flies", "falcon\n  nine")]
    [InlineData("Falcon Nine", "falconnine", "")]
    [InlineData("Falcon Nine", "falcon         nine", "")]
    [InlineData("C++", "C++17 is c++", "C++ | c++")]
    [InlineData("a.b*c", "axbbc and A.B*C", "A.B*C")]
    [InlineData("[x]", "y[x]z", "[x]")]
    [InlineData("Straße", "die STRAßE dort", "STRAßE")]
    [InlineData("山田太郎", "担当 山田太郎 です", "山田太郎")]
    [InlineData("  edge  ", "on the edge.", "edge")]
    public void Words_are_found_whole_and_whatever_their_case(string word, string text, string expected) =>
        Assert.Equal(expected, string.Join(" | ", Scanner(word).Find(text)));

    [Fact]
    public void Ten_thousand_words_become_rules_that_the_engine_takes()
    {
        var words = Enumerable.Range(0, UserDetectors.MaxWords).Select(i => $"codename{i:D5}").ToArray();
        var rules = new List<PatternRule>();
        Assert.Null(UserDetectors.Build("codenames", Options(words), rules));
        Assert.Equal(rules.Count, rules.Select(r => r.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rules, r => Assert.StartsWith("codenames", r.Name, StringComparison.Ordinal));

        // One compiled set of them all is the engine's affair; each rule has to pass its bounds.
        Assert.Equal(["codename00000"], new DetectorScanner([rules[0]]).Find("x codename00000 y"));
        Assert.Equal(["codename09999"], new DetectorScanner([rules[^1]]).Find("x codename09999 y"));
    }

    [Fact]
    public void Pattern_is_taken_as_it_is()
    {
        var rules = new List<PatternRule>();
        Assert.Null(UserDetectors.Build("employee-id", new DetectorOptions { Pattern = "EMP-[0-9]{6}" }, rules));
        Assert.Equal(["EMP-123456"], new DetectorScanner(rules).Find("ask EMP-123456."));
        Assert.Equal("employee-id", Assert.Single(rules).Name);
    }

    [Fact]
    public void Pattern_outside_the_subset_is_refused_by_the_engine()
    {
        var rules = new List<PatternRule>();
        Assert.Null(UserDetectors.Build("twice", new DetectorOptions { Pattern = @"(a)\1" }, rules));
        Assert.Equal("twice", Assert.Throws<PatternException>(() => PatternSet.Compile(rules)).Rule);
    }

    [Fact]
    public void Nothing_both_blank_and_too_much_are_errors_that_add_no_rule()
    {
        var rules = new List<PatternRule>();
        Assert.Contains("neither", UserDetectors.Build("x", new DetectorOptions(), rules), StringComparison.Ordinal);
        var both = Options("a");
        both.Pattern = "b";
        Assert.Contains("both", UserDetectors.Build("x", both, rules), StringComparison.Ordinal);
        Assert.Contains("Words:1", UserDetectors.Build("x", Options("a", "  "), rules), StringComparison.Ordinal);
        Assert.Contains("513", UserDetectors.Build("x", Options(new string('a', 513)), rules), StringComparison.Ordinal);
        Assert.Contains("10001", UserDetectors.Build("x", Options([.. Enumerable.Repeat("a", 10_001)]), rules), StringComparison.Ordinal);
        Assert.Empty(rules);
    }

    private static DetectorScanner Scanner(string word)
    {
        var rules = new List<PatternRule>();
        Assert.Null(UserDetectors.Build("mine", Options(word), rules));
        return new DetectorScanner(rules);
    }

    private static DetectorOptions Options(params string[] words)
    {
        var options = new DetectorOptions();
        options.Words.AddRange(words);
        return options;
    }
}
