using Sluice.Inspection.Matching.Automata;
using Sluice.Inspection.Matching.Prefilter;

namespace Sluice.Inspection.Matching.Scanning;

/// <summary>A pattern set in executable form. Immutable but for what the automata learn.</summary>
internal sealed class CompiledRules
{
    public required Alphabet Alphabet { get; init; }

    public required int MaxMatchLength { get; init; }

    /// <summary>Runs from one start and decides everything.</summary>
    public required DfaSlot Decider { get; init; }

    /// <summary>Runs over all text and tells which contexts end where; null if no rule has a context.</summary>
    public required DfaSlot? Contexts { get; init; }

    /// <summary>Runs backwards over a whole text and tells where a match (or its context) may begin.</summary>
    public required DfaSlot Origins { get; init; }

    /// <summary>Tells the same as <see cref="Origins"/>, faster and less exactly; null where the machine has no fast way. Built when first used.</summary>
    public required Lazy<AnchorPrefilter>? Prefilter { get; init; }

    /// <summary>By rule; null where there is none.</summary>
    public required PatternValidator?[] Validators { get; init; }

    /// <summary>By rule; null where there is none.</summary>
    public required CompiledTail?[] Tails { get; init; }

    public int Count => Validators.Length;
}
