namespace Sluice.Inspection.Detection.PromptInjection;

/// <summary>Attacks on what a model was told: <c>injection/*</c>.</summary>
internal static class PromptAttacks
{
    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging(
            "injection/override", "a prompt that sets aside what the model was told, asks for it or for what it keeps, forges a system message, or dictates the answer",
            InjectionClassifier.Instance, InjectionClassifier.Override, runsOn: IsPrompt),
        Detector.Judging(
            "injection/jailbreak", "a prompt that gives the model a role without rules, lifts its limits or forbids it to refuse",
            InjectionClassifier.Instance, InjectionClassifier.Jailbreak, runsOn: IsPrompt),
        Detector.Judging(
            "injection/indirect", "instructions to the model in what a tool returned or a document says",
            InjectionClassifier.Instance, InjectionClassifier.Indirect, runsOn: IsData),
    ];

    /// <summary>Not the system's own words: they are instructions by nature, and their author is the operator.</summary>
    private static bool IsPrompt(Direction direction, ContentScope scope) => direction == Direction.Request && scope == ContentScope.User;

    private static bool IsData(Direction direction, ContentScope scope) => scope is ContentScope.ToolResult or ContentScope.Document;
}
