namespace Sluice.Inspection.Detection.Code;

/// <summary>Code: <c>code/*</c>. Whether there is any, in which language, and whether it does harm.</summary>
internal static class CodeContent
{
    private static readonly SourceCodeClassifier Source = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging("code/malicious", "Code that opens shells to elsewhere, drops and hides programs, steals credentials, encrypts files or makes itself at home.", new MaliciousCodeClassifier(), 0),
        Detector.Judging("code/source", "Source code of any language.", Source, 0),
        .. CodeLanguages.Names.Select((language, i) => Detector.Judging($"code/source-{language}", $"Source code in {language}.", Source, i + 1)),
    ];
}
