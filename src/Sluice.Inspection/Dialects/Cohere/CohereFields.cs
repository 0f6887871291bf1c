using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.Cohere;

/// <summary>Fields whose text continues over events. Contents and tool calls are numbered apart and end one by one, so each stands for a choice of its own.</summary>
internal static class CohereFields
{
    public const int Text = 1;
    public const int Thinking = 2;
    public const int ToolArguments = 3;
    public const int ToolPlan = 4;

    public static int Content(int index) => index * 2;

    public static int ToolCall(int index) => (index * 2) + 1;

    /// <summary>The choice that stands for the tool plan, of which there is one.</summary>
    public const int Plan = -1;

    public static LaneKey Lane(int field, int index) => new(Math.Abs(field) switch { ToolArguments => ToolCall(index), ToolPlan => Plan, _ => Content(index) }, field, index);
}
