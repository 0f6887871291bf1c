using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Automata;

/// <summary>Translates patterns into one automaton (Thompson's construction, back to front).</summary>
internal sealed class NfaBuilder(Alphabet alphabet)
{
    private readonly List<NfaNode> _nodes = [];
    private readonly List<NfaStart> _starts = [];
    private readonly Dictionary<NfaNode, int> _known = [];

    /// <param name="pattern">The pattern.</param>
    /// <param name="id">What a match reports.</param>
    /// <param name="context">Id of the context that must end where the pattern begins, or -1.</param>
    public void Add(Node pattern, int id, int context = -1) =>
        _starts.Add(new NfaStart(Build(pattern, New(NfaKind.Match, id, -1)), context));

    public Nfa Build() => new Nfa(alphabet, [.. _nodes], [.. _starts]).Analyzed();

    /// <summary>Nodes that say the same are one: patterns with a common end share it.</summary>
    private int New(NfaKind kind, int argument, int next, int other = -1)
    {
        var node = new NfaNode(kind, argument, next, other);
        if (_known.TryGetValue(node, out int known)) return known;
        return _known[node] = Append(node);
    }

    private int Append(NfaNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    private int Build(Node node, int next)
    {
        switch (node)
        {
            case SetNode set:
                return New(NfaKind.Take, alphabet.SetId(set.Set), next);
            case LookNode look:
                return New(look.Behind ? NfaKind.Behind : NfaKind.Ahead, alphabet.LookId(look), next);
            case ConcatNode concat:
                for (int i = concat.Parts.Count - 1; i >= 0; i--) next = Build(concat.Parts[i], next);
                return next;
            case AlternateNode alternate:
                int entry = Build(alternate.Branches[^1], next);
                for (int i = alternate.Branches.Count - 2; i >= 0; i--) entry = New(NfaKind.Split, 0, Build(alternate.Branches[i], next), entry);
                return entry;
            case RepeatNode repeat:
                return BuildRepeat(repeat, next);
            default:
                return next;
        }
    }

    private int BuildRepeat(RepeatNode repeat, int next)
    {
        int entry = next, copies = repeat.Min;
        if (repeat.Max == RepeatNode.Unbounded)
        {
            int loop = Append(new NfaNode(NfaKind.Split, 0, -1, next));
            int body = Build(repeat.Body, loop);
            _nodes[loop] = _nodes[loop] with { Next = body };
            entry = repeat.Min == 0 ? loop : body;
            copies = Math.Max(0, repeat.Min - 1);
        }
        else
        {
            for (int i = repeat.Min; i < repeat.Max; i++) entry = New(NfaKind.Split, 0, Build(repeat.Body, entry), next);
        }

        for (int i = 0; i < copies; i++) entry = Build(repeat.Body, entry);
        return entry;
    }
}
