namespace Sluice.Inspection.Matching.Automata;

/// <summary>
/// Holds the current generation of one automaton. A full generation is replaced by an empty one; runs that are under way carry their state over,
/// so no text need be read again and a generation is freed as soon as the last run has left it.
/// </summary>
internal sealed class DfaSlot(Nfa nfa, bool anywhere, int maxStates, ContextSets? contextSets = null)
{
    private readonly Lock _gate = new();
    private volatile LazyDfa _current = new(nfa, anywhere, maxStates, contextSets);
    private int _generation = 1;

    public LazyDfa Current => _current;

    /// <summary>How many generations there have been.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>The entry for a class, built if need be; moves <paramref name="dfa"/> and <paramref name="state"/> to a fresh generation if theirs is full.</summary>
    public int Resolve(ref LazyDfa dfa, ref int state, int unitClass)
    {
        int entry;
        while ((entry = dfa.Resolve(state, unitClass)) == LazyDfa.Full) Move(ref dfa, ref state);
        return entry;
    }

    public int Start(ref LazyDfa dfa, int behind, int contextSet)
    {
        int state;
        while ((state = dfa.Start(behind, contextSet)) == LazyDfa.Full) dfa = Renew(dfa);
        return state;
    }

    /// <summary>Carries a run over to the current generation, if it is not there.</summary>
    public void Refresh(ref LazyDfa dfa, ref int state)
    {
        if (dfa != _current) Carry(ref dfa, ref state, _current);
    }

    private void Move(ref LazyDfa dfa, ref int state) => Carry(ref dfa, ref state, Renew(dfa));

    private void Carry(ref LazyDfa dfa, ref int state, LazyDfa target)
    {
        var carried = dfa.State(state);
        int adopted;
        while ((adopted = target.Adopt(carried)) == LazyDfa.Full) target = Renew(target);
        (dfa, state) = (target, adopted);
    }

    private LazyDfa Renew(LazyDfa full)
    {
        lock (_gate)
        {
            if (_current != full) return _current;
            _generation++;
            return _current = new LazyDfa(nfa, anywhere, maxStates, contextSets);
        }
    }
}
