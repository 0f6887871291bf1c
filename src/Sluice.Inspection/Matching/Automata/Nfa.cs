namespace Sluice.Inspection.Matching.Automata;

/// <summary>A frozen non-deterministic automaton: the program that a <see cref="LazyDfa"/> executes.</summary>
internal sealed class Nfa(Alphabet alphabet, NfaNode[] nodes, NfaStart[] starts)
{
    private readonly bool[] _readsBehind = new bool[nodes.Length];

    public Alphabet Alphabet { get; } = alphabet;

    public NfaNode[] Nodes { get; } = nodes;

    public NfaStart[] Starts { get; } = starts;

    /// <summary>Whether what follows a pending look-ahead, before the next unit is taken, looks behind: its state must then remember the unit behind.</summary>
    public bool ReadsBehind(int aheadNode) => _readsBehind[aheadNode];

    /// <summary>Whether a pattern can end with a look-ahead, so that its end is known only one unit later.</summary>
    public bool EndsInLookAhead()
    {
        for (int node = 0; node < Nodes.Length; node++)
        {
            if (Nodes[node].Kind == NfaKind.Ahead && Reaches(node, NfaKind.Match)) return true;
        }

        return false;
    }

    public Nfa Analyzed()
    {
        for (int node = 0; node < Nodes.Length; node++)
            _readsBehind[node] = Nodes[node].Kind == NfaKind.Ahead && Reaches(node, NfaKind.Behind);
        return this;
    }

    private bool Reaches(int from, NfaKind kind)
    {
        var pending = new Stack<int>([Nodes[from].Next]);
        var seen = new HashSet<int>();
        while (pending.TryPop(out int at))
        {
            if (!seen.Add(at)) continue;
            var node = Nodes[at];
            if (node.Kind == kind) return true;
            if (node.Kind is NfaKind.Take or NfaKind.Match) continue;
            pending.Push(node.Next);
            if (node.Kind == NfaKind.Split) pending.Push(node.Other);
        }

        return false;
    }
}
