using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Spellings of the regular subset, each with texts that it takes and texts that it does not.</summary>
public class AcceptanceTests
{
    [Theory]
    [InlineData("a{2,3}?", "xaaay", "aaa")]
    [InlineData("a{", "xa{y", "a{")]
    [InlineData("a{,3}", "xa{,3}y", "a{,3}")]
    [InlineData("]x}", "a]x}", "]x}")]
    [InlineData("[]a]+", "x]a]y", "]a]")]
    [InlineData("[^]a]+", "]xy]", "xy")]
    [InlineData("[a-]+", "xa-a", "a-a")]
    [InlineData("[-a]+", "x-a", "-a")]
    [InlineData("[\\b]", "x\by", "\b")]
    [InlineData("[\\x41-\\u0043]+", "xABCD", "ABC")]
    [InlineData("\\x41\\u0042\\0\\e\\a\\t\\.\\-", "AB\0\x1B\a\t.-", "AB\0\x1B\a\t.-")]
    [InlineData("a(?i)b|c", "xCy", "C")]
    [InlineData("(?:a(?i)b)c", "aBC aBc", "aBc")]
    [InlineData("(?i:straße)x", "STRAßEX STRAßEx", "STRAßEx")]
    [InlineData("(?i)k", "\u212A", "\u212A")]
    [InlineData("\\Aab", "ababab", "ab")]
    [InlineData("^ab$", "ab", "ab")]
    [InlineData("ab\\z", "abxab", "ab")]
    [InlineData("ab$", "ab\n", null)]
    [InlineData("a.c", "a\nc", null)]
    [InlineData("a[\\s\\S]c", "a\nc", "a\nc")]
    [InlineData("😀{2}", "x😀😀", "😀😀")]
    [InlineData("\\bж+\\b", "a жж.", "жж")]
    [InlineData("(?:(?:a|b){2}|c)d", "xabd", "abd")]
    [InlineData("(?<=^|,)x", "ax,x", "x")]
    [InlineData("x(?!$|a)", "xax", null)]
    public void Accepted_spellings_take_what_they_say(string pattern, string text, string? taken)
    {
        var set = PatternSet.Compile([new PatternRule { Name = "r", Pattern = pattern }]);
        var spans = EngineRuns.Whole(set, text, "", [RuleRole.Act]).Acting;
        if (taken is null) Assert.Empty(spans);
        else Assert.Equal(taken, text[Assert.Single(spans).Start..spans[0].End]);
    }

    [Fact]
    public void Many_classes_are_no_reason_for_refusal()
    {
        string words = string.Join('|', Enumerable.Range(0x4E00, 1_500).Select(unit => $"{(char)unit}x"));
        var set = PatternSet.Compile([new PatternRule { Name = "r", Pattern = words }]);
        Assert.Single(EngineRuns.Whole(set, "\u4E00y\u4F00x", "", [RuleRole.Act]).Acting);
    }
}
