namespace Sluice.Inspection.Matching.Automata;

/// <summary>What a state of a <see cref="LazyDfa"/> stands for. Immutable once published.</summary>
internal sealed class DfaState
{
    /// <summary>Nodes that wait for the next unit; a set, in no order.</summary>
    public required int[] Items { get; init; }

    /// <summary>Patterns that matched up to and including the last unit, ascending.</summary>
    public required int[] Now { get; init; }

    /// <summary>Patterns that matched up to the last unit exclusively: their look-ahead needed it. Ascending.</summary>
    public required int[] Before { get; init; }

    /// <summary>Class of the unit behind, or -1 if nothing in the state asks for it.</summary>
    public required int Behind { get; init; }

    /// <summary>A look-ahead is pending: the next unit, or the text's end, may still make a match of what was taken.</summary>
    public required bool Pending { get; init; }

    /// <summary>Id of <see cref="Now"/> in the table of context sets; 0 if empty or if the automaton has no such table.</summary>
    public int ContextSet { get; init; }

    /// <summary>Another state whose identity has the same hash, or 0.</summary>
    public int SameHash { get; init; }

    /// <summary>Further units can lead to a match.</summary>
    public bool Live => Items.Length > 0;

    /// <summary>Reaching the state is an event that the scan must look at.</summary>
    public bool Eventful => Now.Length > 0 || Before.Length > 0;
}
