using Sluice.Governance.Identity;

namespace Sluice.Governance.Tests.Identity;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("gpt-4o", "gpt-4o", true)]
    [InlineData("gpt-4o", "GPT-4O", true)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("gpt-4o*", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-4o-mini-2024", false)]
    [InlineData("gpt-*-mini", "gpt-4o-mini", true)]
    [InlineData("gpt-*-mini", "gpt-mini", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXcYb", false)]
    [InlineData("*", "", true)]
    [InlineData("**", "anything", true)]
    [InlineData("", "anything", false)]
    [InlineData("", "", true)]
    [InlineData("gpt.4o", "gpt-4o", false)]
    [InlineData("gpt?4o", "gpt-4o", false)]
    public void A_star_stands_for_any_characters_and_nothing_else_does(string pattern, string name, bool matches) => Assert.Equal(matches, NamePattern.Matches(pattern, name));

    [Fact]
    public void A_scope_without_models_or_endpoints_leaves_all_open_and_without_parameters_none()
    {
        Assert.True(AccessScope.Everything.AllowsModel("any"));
        Assert.True(AccessScope.Everything.AllowsEndpoint("any"));
        Assert.False(AccessScope.Everything.AllowsParameter("logprobs"));
        var scope = new AccessScope { Models = ["a", "b*"], Endpoints = ["chat*"], Parameters = ["n"] };
        Assert.Equal([true, true, false], new[] { "A", "bb", "c" }.Select(m => scope.AllowsModel(m)));
        Assert.Equal([true, false], new[] { "chat completions", "embeddings" }.Select(e => scope.AllowsEndpoint(e)));
        Assert.Equal([true, false], new[] { "n", "echo" }.Select(p => scope.AllowsParameter(p)));
    }
}
