namespace Sluice.Inspection.Streaming;

/// <summary>What a stream's text is, beside what it says.</summary>
/// <param name="Scope">Whose words it is.</param>
/// <param name="Part">What it is of a tool's call.</param>
/// <param name="Tool">The tool that is called; empty where none is, or where no name is known.</param>
internal readonly record struct LaneSource(ContentScope Scope, SlotPart Part = SlotPart.None, string Tool = "");
