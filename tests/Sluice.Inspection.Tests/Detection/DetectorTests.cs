using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection;

public sealed class DetectorTests
{
    private static readonly ILookup<string, DetectorCase> Cases = new[]
    {
        CloudSecretCases.All, ModelProviderSecretCases.All, DeveloperSecretCases.All, ServiceSecretCases.All, StandardSecretCases.All, GenericSecretCases.All,
        PersonalDataCases.All, NationalIdCases.All,
    }.SelectMany(c => c).ToLookup(c => c.Detector, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. DetectorCatalog.All.Where(d => d.Classifier is null).Select(d => d.Name)];

    public static TheoryData<string> CertainNames => [.. DetectorCatalog.All.Where(d => d is { Certain: true, Classifier: null }).Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Takes_exactly_the_value_and_passes_what_only_looks_alike(string name)
    {
        var scanner = new DetectorScanner(DetectorCatalog.ByName[name].Rules);
        var wrong = Cases[name]
            .Select(c => (c.Text, Expected: string.Join(" | ", c.Taken), Found: string.Join(" | ", scanner.Find(c.Text))))
            .Where(c => !string.Equals(c.Expected, c.Found, StringComparison.Ordinal))
            .Select(c => $"\n  text:     {c.Text}\n  expected: {c.Expected}\n  found:    {c.Found}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{name}: {string.Concat(wrong)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Takes_the_same_from_a_stream_of_single_characters(string name)
    {
        var scanner = new DetectorScanner(DetectorCatalog.ByName[name].Rules);
        Assert.All(Cases[name], c => Assert.Equal(c.Taken, scanner.FindInStream(c.Text)));
    }

    [Theory]
    [MemberData(nameof(CertainNames))]
    public void Certain_detector_passes_the_ordinary_contents_of_prompts(string name)
    {
        var scanner = new DetectorScanner(DetectorCatalog.ByName[name].Rules);
        var wrong = LookAlikes.All.SelectMany(text => scanner.Find(text).Select(found => $"\n  {found} in: {text}")).ToList();
        Assert.True(wrong.Count == 0, $"{name}: {string.Concat(wrong)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_both_lists(string name)
    {
        Assert.True(Cases[name].Count(c => c.Taken.Length > 0) >= 2, "at least two texts must match");
        Assert.True(Cases[name].Count(c => c.Taken.Length == 0) >= 2, "at least two texts must pass");
    }

    [Fact]
    public void Every_case_names_a_detector_of_the_catalogue() =>
        Assert.All(Cases, c => Assert.True(DetectorCatalog.ByName.ContainsKey(c.Key), c.Key));
}
