namespace Sluice.Inspection.Detection.Leaks;

/// <summary>What an answer gives away of what its request was set up with: <c>leak/*</c>.</summary>
internal static class LeakDetectors
{
    private static readonly PromptOverlap Overlap = new();
    private static readonly MarkedCanaries Marked = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging("leak/system-prompt", "Answers that repeat their request's system prompt, also reversed, by rot13, in base64 or in hexadecimal.", Overlap, label: 0, runsOn: OwnCanaries.RunsOn),
        Detector.Judging("leak/canary", "Answers that hold a code which their request's system prompt or documents mark as a canary, in whatever encoding.", Marked, label: 0, runsOn: OwnCanaries.RunsOn),
    ];
}
