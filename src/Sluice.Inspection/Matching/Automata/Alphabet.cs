using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching.Automata;

/// <summary>
/// The sets and looks that a pattern set uses, and the classes they divide the 65,536 units into: two units that no set tells apart share a class.
/// All automata of a pattern set share one alphabet, so a unit is classified once.
/// </summary>
internal sealed class Alphabet
{
    /// <summary>Beyond this the tables would outgrow any cache; a rule that needs more is refused.</summary>
    public const int MaxClasses = 8_192;

    private readonly Dictionary<CharSet, int> _setIds = [];
    private readonly List<CharSet> _sets = [];
    private readonly Dictionary<(int Set, bool AtEdge), int> _lookIds = [];
    private readonly List<(int Set, bool AtEdge)> _looks = [];
    private bool[][] _inSet = [];
    private bool[][] _looksTrue = [];

    /// <summary>Class of each unit.</summary>
    public ushort[] Map { get; } = new ushort[CharSet.Units];

    /// <summary>Number of classes; also the pseudo-class of the text's edges.</summary>
    public int Edge { get; private set; }

    /// <summary>For each class, a unit that is in it.</summary>
    public char[] Sample { get; private set; } = [];

    public int SetId(CharSet set)
    {
        if (_setIds.TryGetValue(set, out int id)) return id;
        _sets.Add(set);
        return _setIds[set] = _sets.Count - 1;
    }

    public int LookId(LookNode look)
    {
        var key = (SetId(look.Set), look.AtEdge);
        if (_lookIds.TryGetValue(key, out int id)) return id;
        _looks.Add(key);
        return _lookIds[key] = _looks.Count - 1;
    }

    public bool InSet(int set, int unitClass) => _inSet[set][unitClass];

    public bool[] Members(int set) => _inSet[set];

    public bool LookHolds(int look, int unitClass) => _looksTrue[look][unitClass];

    /// <summary>Divides the units into classes. No set may be added afterwards.</summary>
    /// <returns>False if there are more than <see cref="MaxClasses"/>.</returns>
    public bool Freeze()
    {
        int[] bounds = [.. _sets.SelectMany(set => set.Flips.ToArray()).Append(0).Distinct().Order()];
        int[] classOf = new int[bounds.Length];
        int classes = 1;
        foreach (var set in _sets) classes = Refine(set, bounds, classOf, classes);
        if (classes > MaxClasses) return false;
        Edge = classes;
        Sample = new char[classes];
        for (int i = bounds.Length - 1; i >= 0; i--)
        {
            int end = i + 1 < bounds.Length ? bounds[i + 1] : CharSet.Units;
            Map.AsSpan(bounds[i]..end).Fill((ushort)classOf[i]);
            Sample[classOf[i]] = (char)bounds[i];
        }

        _inSet = [.. _sets.Select(Membership)];
        _looksTrue = [.. _looks.Select(LookTable)];
        return true;
    }

    private static int Refine(CharSet set, int[] bounds, int[] classOf, int classes)
    {
        Span<int> flips = new int[2 * classes];
        flips.Fill(-1);
        int next = 0, flip = 0;
        for (int i = 0; i < bounds.Length; i++)
        {
            while (flip < set.Flips.Length && set.Flips[flip] <= bounds[i]) flip++;
            ref int renamed = ref flips[(2 * classOf[i]) + (flip & 1)];
            if (renamed < 0) renamed = next++;
            classOf[i] = renamed;
        }

        return next;
    }

    private bool[] Membership(CharSet set)
    {
        bool[] members = new bool[Edge + 1];
        for (int unitClass = 0; unitClass < Edge; unitClass++) members[unitClass] = set.Contains(Sample[unitClass]);
        return members;
    }

    private bool[] LookTable((int Set, bool AtEdge) look)
    {
        bool[] holds = [.. _inSet[look.Set]];
        holds[Edge] = look.AtEdge;
        return holds;
    }
}
