namespace Sluice.Inspection.Matching.Automata;

/// <summary>Collects the nodes reachable without taking a unit. An explicit stack: a word list is one chain of splits, thousands deep.</summary>
internal sealed class Closure(Nfa nfa)
{
    private readonly int[] _mark = new int[nfa.Nodes.Length];
    private readonly Stack<int> _pending = new();
    private readonly StartNodes?[] _starts = new StartNodes?[nfa.Alphabet.Edge + 1];
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

    /// <summary>Whether the items are exactly these.</summary>
    public bool ItemsAre(int[] items)
    {
        if (items.Length != Items.Count) return false;
        foreach (int item in items)
        {
            if (_mark[item] != _generation) return false;
        }

        return true;
    }

    /// <summary>A hash of the items that does not depend on their order: sorting them would cost more than all else.</summary>
    public int ItemsHash()
    {
        uint hash = 0;
        foreach (int item in Items)
        {
            uint mixed = (uint)item * 0x9E3779B1u;
            hash += (mixed ^ (mixed >> 15)) * 0x85EBCA77u;
        }

        return (int)hash;
    }

    /// <summary>Takes items that are a closure already.</summary>
    public void AddItems(ReadOnlySpan<int> items)
    {
        foreach (int item in items)
        {
            if (_mark[item] == _generation) continue;
            _mark[item] = _generation;
            Items.Add(item);
        }
    }

    /// <summary>Follows every start that needs no context; what they lead to behind a class is found once.</summary>
    public void FollowPlainStarts(int behind)
    {
        if (_starts[behind] is { } known)
        {
            AddItems(known.Items);
            foreach (int match in known.Matches)
            {
                if (!Matches.Contains(match)) Matches.Add(match);
            }

            return;
        }

        foreach (var start in nfa.Starts)
        {
            if (start.Context < 0) Follow(start.Node, behind, ahead: -1);
        }
    }

    /// <summary>Remembers the present content as what the plain starts lead to behind a class.</summary>
    public void KeepAsPlainStarts(int behind) => _starts[behind] ??= new StartNodes([.. Items], [.. Matches]);

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

    private sealed record StartNodes(int[] Items, int[] Matches);
}
