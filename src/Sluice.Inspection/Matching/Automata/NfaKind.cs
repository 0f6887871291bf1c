namespace Sluice.Inspection.Matching.Automata;

internal enum NfaKind : byte
{
    /// <summary>Takes one unit of set <c>Argument</c>.</summary>
    Take,

    /// <summary>Goes both ways.</summary>
    Split,

    /// <summary>The pattern with id <c>Argument</c> matched.</summary>
    Match,

    /// <summary>Goes on if the unit behind satisfies look <c>Argument</c>.</summary>
    Behind,

    /// <summary>Goes on if the unit ahead satisfies look <c>Argument</c>.</summary>
    Ahead,
}

/// <param name="Kind">What the node does.</param>
/// <param name="Argument">A set, a look or a pattern id, by <paramref name="Kind"/>.</param>
/// <param name="Next">The node behind it.</param>
/// <param name="Other">The other way of a split.</param>
internal readonly record struct NfaNode(NfaKind Kind, int Argument, int Next, int Other);

/// <summary>Where a pattern begins; <paramref name="Context"/> is the id of the context that must end there, or -1.</summary>
internal readonly record struct NfaStart(int Node, int Context);
