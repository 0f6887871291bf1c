using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection.Views;

/// <summary>That a text was clean a moment ago says nothing about another text, what stands before it, or other rules.</summary>
public sealed class CleanTextsTests : IDisposable
{
    private static readonly PatternSet Codes = Rules("CODE[0-9]{4}");
    private static readonly PatternSet Named = Rules("[a-z]{6,20}", context: "secret: ");
    private static readonly RuleRole[] Acting = [RuleRole.Act];
    private static readonly RuleRole[] Observing = [RuleRole.Observe];

    private readonly PatternViews _views = new();

    public void Dispose() => _views.Dispose();

    [Fact]
    public void A_clean_text_stays_clean_and_its_neighbours_are_looked_through()
    {
        for (int i = 0; i < 2_000; i++)
        {
            Assert.Equal(0, Found(Codes, $"CODE{i % 1_000:d3}"));
            Assert.Equal(1, Found(Codes, $"CODE{i % 1_000:d4}"));
            Assert.Equal(0, Found(Codes, $"CODE{i % 1_000:d3}"));
        }
    }

    [Fact]
    public void What_stands_before_a_text_counts()
    {
        Assert.Equal(0, Found(Named, "password"));
        Assert.Equal(1, Found(Named, "password", "secret: "));
        Assert.Equal(0, Found(Named, "password", "name: "));
        Assert.Equal(0, Found(Named, "ord", "secret: passw"));
    }

    [Fact]
    public void Other_rules_are_asked_by_themselves()
    {
        PatternSet others = Rules("gpt-[0-9]");
        Assert.Equal(0, Found(Codes, "gpt-4"));
        Assert.Equal(1, Found(others, "gpt-4"));
        Assert.Equal(0, Found(Codes, "gpt-4"));
    }

    [Fact]
    public void What_was_clean_in_an_answer_is_looked_through_in_a_request()
    {
        // A code in base64 in base64: encodings inside encodings are read in requests alone.
        string hidden = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String("It is CODE1234 now."u8)));
        Assert.True(CleanTexts.Fits(hidden, default));
        Assert.Equal(0, Found(Codes, hidden, nested: false));
        Assert.Equal(1, Found(Codes, hidden, nested: true));
        Assert.Equal(0, Found(Codes, hidden, nested: false));
    }

    [Fact]
    public void A_long_text_is_looked_through_every_time()
    {
        string text = new('x', CleanTexts.MostUnits);
        Assert.True(CleanTexts.Fits(text, default));
        Assert.False(CleanTexts.Fits(text, "="));
        Assert.Equal(0, Found(Codes, text + " CODE123"));
        Assert.Equal(1, Found(Codes, text + " CODE1234"));
    }

    private int Found(PatternSet set, string text, string context = "", bool nested = true)
    {
        MatchBuffer acting = new();
        MatchBuffer observed = new();
        _views.FindAll(set, Acting, text, context, nested, acting, observed);
        int found = acting.Spans.Count;
        _views.FindAll(set, Observing, text, context, nested, acting, observed);
        Assert.Equal((0, found), (acting.Spans.Count, observed.Spans.Count));
        return found;
    }

    private static PatternSet Rules(string pattern, string? context = null) => PatternSet.Compile([new PatternRule { Name = "test", Pattern = pattern, Context = context }]);
}
