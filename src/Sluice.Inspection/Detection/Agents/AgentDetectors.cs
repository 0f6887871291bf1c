namespace Sluice.Inspection.Detection.Agents;

/// <summary>What agents and their tools may be led to: <c>tools/*</c>.</summary>
internal static class AgentDetectors
{
    private static readonly ToolPoisoning Poisoning = new();
    private static readonly ToolLoop Loop = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging(
            "tools/poisoning", "Definitions of tools that give the model orders: hidden text, secrets to be read and carried, other tools to be used otherwise, users to be kept in the dark.",
            Poisoning, label: 0, runsOn: ToolPoisoning.RunsOn),
        Detector.Judging(
            "tools/loop", "An agent that goes in circles: the last calls of a request are the same, tool and arguments, five times in a row.",
            Loop, label: 0, certain: true, runsOn: (direction, scope) => direction == Direction.Request && scope == ContentScope.ToolCall),
    ];
}
