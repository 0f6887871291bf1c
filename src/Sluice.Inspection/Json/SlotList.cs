namespace Sluice.Inspection.Json;

/// <summary>The texts that a dialect found in one JSON document.</summary>
public sealed class SlotList
{
}
