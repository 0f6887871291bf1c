using System.Text.RegularExpressions;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching.Syntax;

/// <summary>Classes and case folding, unit by unit, against .NET's regular expressions.</summary>
public class UnicodeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("\\d")]
    [InlineData("\\s")]
    [InlineData("\\w")]
    [InlineData(".")]
    public void Shorthands_are_those_of_dotnet(string shorthand)
    {
        var set = PatternParser.ParseClass("r", shorthand);
        var regex = new Regex(shorthand, RegexOptions.CultureInvariant, Patience);
        for (int unit = 0; unit < CharSet.Units; unit++) Assert.True(set.Contains(unit) == regex.IsMatch([(char)unit]), $"{shorthand} and U+{unit:X4}");
    }

    [Fact]
    public void Word_boundaries_are_those_of_dotnet()
    {
        var regex = new Regex("^\\b", RegexOptions.CultureInvariant, Patience);
        for (int unit = 0; unit < CharSet.Units; unit++) Assert.True(UnicodeSets.Boundary.Contains(unit) == regex.IsMatch([(char)unit]), $"U+{unit:X4}");
    }

    [Fact]
    public void Case_folding_is_that_of_dotnet()
    {
        string cased = new([.. Enumerable.Range(0, CharSet.Units).Select(unit => (char)unit)
            .Where(unit => char.ToLowerInvariant(unit) != unit || char.ToUpperInvariant(unit) != unit || CaseFolding.Fold(CharSet.Of(unit)).Count() > 1)]);
        Assert.InRange(cased.Length, 2_000, 4_000);
        var different = new List<string>();
        foreach (char unit in cased)
        {
            var regex = new Regex(Regex.Escape(unit.ToString()), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
            string theirs = string.Concat(regex.Matches(cased).Select(match => match.Value).Order(StringComparer.Ordinal));
            string ours = string.Concat(CaseFolding.Fold(CharSet.Of(unit)).Enumerate());
            if (!string.Equals(ours, theirs, StringComparison.Ordinal)) different.Add($"U+{(int)unit:X4}: ours '{ours}', theirs '{theirs}'");
        }

        Assert.Empty(different);
    }
}
