using Sluice.Inspection.Matching.Automata;

namespace Sluice.Inspection.Matching.Scanning;

/// <param name="Allowed">By class: whether the unit may stand in the tail.</param>
/// <param name="Marker">Finds the end marker from anywhere, or null.</param>
/// <param name="Limit">Longest tail in units.</param>
internal sealed record CompiledTail(bool[] Allowed, DfaSlot? Marker, int Limit);
