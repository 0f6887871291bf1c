namespace Sluice.Inspection.Matching;

/// <summary>Bounds of the matching engine. They are part of the definition of a match, so whole text and every way of cutting it agree.</summary>
public sealed record PatternSetOptions
{
    /// <summary>A match's longest length in UTF-16 units (tails have limits of their own); also the longest hold-back. 16 to 65,536.</summary>
    public int MaxMatchLength { get; init; } = 2_048;

    /// <summary>States that one generation of the automaton may hold before a fresh one replaces it. 512 to 65,536.</summary>
    public int MaxStates { get; init; } = 16_384;

    /// <summary>Largest automaton that one rule may need, in nodes; larger rules are refused. 1 to 100,000.</summary>
    public int MaxNodesPerRule { get; init; } = 8_192;
}
