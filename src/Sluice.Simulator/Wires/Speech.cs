namespace Sluice.Simulator.Wires;

/// <summary>What an answer can hold besides plain text.</summary>
[Flags]
internal enum Speech
{
    TextOnly = 0,
    Reasoning = 1,
    Refusal = 2,
    ToolCalls = 4,
    All = Reasoning | Refusal | ToolCalls,
}
