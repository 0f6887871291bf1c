using System.Text;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection;

public sealed class DetectorCatalogTests
{
    private const string Prose =
        "The task list on my desk says: ask Gwen about the ghost story, sketch the park, skip lunch, and drop the parcel at the dock. " +
        "Anna has three hives near Exeter; eyes closed, she knows key from lock. Does AI help? Perhaps in 2026, for 12 or 15 people. " +
        "A well-known author wrote that nothing is as practical as a good theory, and the notes of that afternoon agree with her. ";

    [Fact]
    public void Every_rule_compiles_in_one_set()
    {
        var rules = DetectorCatalog.All.SelectMany(d => d.Rules).ToList();
        Assert.Equal(rules.Count, PatternSet.Compile(rules).Rules.Count);
    }

    [Fact]
    public void Names_say_the_category_and_rules_bear_their_detectors_name()
    {
        Assert.All(DetectorCatalog.Secrets, d => Assert.StartsWith("secrets/", d.Name, StringComparison.Ordinal));
        Assert.All(DetectorCatalog.PersonalData, d => Assert.StartsWith("pii/", d.Name, StringComparison.Ordinal));
        Assert.All(DetectorCatalog.All, d => Assert.All(d.Rules, r => Assert.Equal(d.Name, r.Name.Split('#')[0])));
        Assert.All(DetectorCatalog.All.Where(d => d.Classifier is null), d => Assert.Equal(d.Name, d.Rules[0].Name));
    }

    [Fact]
    public void Names_are_found_whatever_their_case() =>
        Assert.Same(DetectorCatalog.ByName["pii/email"], DetectorCatalog.ByName["PII/Email"]);

    [Fact]
    public void Two_detectors_of_one_name_are_refused()
    {
        var one = Detector.Create("secrets/x", "x", certain: true, Shape.Of("x"));
        var other = Detector.Create("Secrets/X", "x", certain: true, Shape.Of("y"));
        Assert.Contains("Secrets/X", Assert.Throws<InvalidOperationException>(() => DetectorCatalog.Index([one, other])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_of_one_name_are_refused()
    {
        var twice = Detector.Create("secrets/x", "x", certain: true, Shape.Of("x"), Shape.Of("y"));
        Assert.Throws<InvalidOperationException>(() => DetectorCatalog.Index([twice]));
    }

    [Fact]
    public void Certain_rules_hold_back_less_than_half_a_character_of_prose_on_average()
    {
        var rules = DetectorCatalog.All.Where(d => d.Certain).SelectMany(d => d.Rules).ToList();
        var cursor = new MatchCursor(PatternSet.Compile(rules), [.. rules.Select(_ => RuleRole.Act)]);
        var found = new MatchBuffer();
        var window = new StringBuilder();
        var held = 0;
        for (var i = 0; i < Prose.Length; i++)
        {
            window.Append(Prose[i]);
            cursor.Scan(window.ToString(), end: false, found);
            held += window.Length - cursor.HoldFrom;
            window.Remove(0, cursor.HoldFrom);
            cursor.Rebase(cursor.HoldFrom);
        }

        Assert.Empty(found.Spans);
        Assert.InRange((double)held / Prose.Length, 0, 0.5);
    }

    [Fact]
    public void Property_name_is_the_context_of_its_value()
    {
        var scanner = new DetectorScanner(DetectorCatalog.ByName["secrets/generic-api-key"].Rules);
        var value = Fake.Of(Fake.Alnum, 32);
        Assert.Equal([value], scanner.Find(value, "api_key\": \""));
        Assert.Equal([value], scanner.Find(value, "api_key: "));
        Assert.Empty(scanner.Find(value, "title: "));
    }
}
