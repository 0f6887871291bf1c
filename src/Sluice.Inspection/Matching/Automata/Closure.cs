namespace Sluice.Inspection.Matching.Automata;

/// <summary>Collects the nodes reachable without taking a unit. An explicit stack: a word list is one chain of splits, thousands deep.</summary>
internal sealed class Closure(Nfa nfa)
{
    private readonly int[] _mark = new int[nfa.Nodes.Length];
    private readonly Stack<int> _pending = new();
    private int _generation;

    /// <summary>Nodes that wait for a unit: those that take one, and look-aheads that are not resolved.</summary>
    public List<int> Items { get; } = [];

    /// <summary>Ids of the patterns that matched, each once.</summary>
    public List<int> Matches { get; } = [];

    public void Begin()
    {
        _generation++;
        Items.Clear();
        Matches.Clear();
    }

    /// <param name="from">Where to start.</param>
    /// <param name="behind">Class of the unit behind.</param>
    /// <param name="ahead">Class of the unit ahead, or -1 if not known: look-ahead then stays pending.</param>
    public void Follow(int from, int behind, int ahead)
    {
        _pending.Push(from);
        while (_pending.TryPop(out int at))
        {
            if (_mark[at] == _generation) continue;
            _mark[at] = _generation;
            var node = nfa.Nodes[at];
            switch (node.Kind)
            {
                case NfaKind.Take:
                    Items.Add(at);
                    break;
                case NfaKind.Match:
                    if (!Matches.Contains(node.Argument)) Matches.Add(node.Argument);
                    break;
                case NfaKind.Split:
                    _pending.Push(node.Next);
                    _pending.Push(node.Other);
                    break;
                case NfaKind.Behind:
                    if (nfa.Alphabet.LookHolds(node.Argument, behind)) _pending.Push(node.Next);
                    break;
                case NfaKind.Ahead when ahead < 0:
                    Items.Add(at);
                    break;
                case NfaKind.Ahead:
                    if (nfa.Alphabet.LookHolds(node.Argument, ahead)) _pending.Push(node.Next);
                    break;
            }
        }
    }
}
