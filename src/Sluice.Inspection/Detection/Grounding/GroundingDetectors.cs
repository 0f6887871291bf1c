namespace Sluice.Inspection.Detection.Grounding;

/// <summary>Whether answers rest on what they were given: <c>grounding/*</c>.</summary>
internal static class GroundingDetectors
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging(
            "grounding/unsupported", "Statements with numbers, dates or names that stand nowhere in the documents and tool results of their request, nor elsewhere in it.",
            new GroundingJudge(), label: 0, runsOn: GroundingJudge.RunsOn),
    ];
}
