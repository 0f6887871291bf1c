namespace Sluice.Inspection.Matching.Scanning;

/// <summary>
/// The ends found so far for one start, per rule: the longest of a plain rule, the last <see cref="KeptEnds"/> of a rule with a validator.
/// Lengths are relative to the start, so that nothing changes when the window moves.
/// </summary>
internal sealed class CandidateEnds(PatternValidator?[] validators)
{
    public const int KeptEnds = 64;

    private readonly List<int> _rules = [];

    // Made at the first match: a stream in which nothing is found, and most are such, does without.
    private int[] _longest = [];
    private int[]?[] _rings = [];
    private int[] _ringCounts = [];

    public bool IsEmpty => _rules.Count == 0;

    public void Add(int[] rules, int length)
    {
        if (length <= 0) return;
        if (_longest.Length == 0 && rules.Length > 0) Allocate();
        foreach (int rule in rules)
        {
            if (_longest[rule] == 0) _rules.Add(rule);
            _longest[rule] = length;
            if (validators[rule] is not null) (_rings[rule] ??= new int[KeptEnds])[_ringCounts[rule]++ % KeptEnds] = length;
        }
    }

    /// <summary>Empties the collection into <paramref name="accepted"/>: each rule that accepts an end, with the longest such, in rule order.</summary>
    public void Accept(ReadOnlySpan<char> fromStart, List<RuleMatch> accepted)
    {
        _rules.Sort();
        foreach (int rule in _rules)
        {
            int length = validators[rule] is { } validator ? LongestValid(rule, validator, fromStart) : _longest[rule];
            if (length > 0) accepted.Add(new RuleMatch(rule, length));
        }

        Clear();
    }

    public void Clear()
    {
        foreach (int rule in _rules) _longest[rule] = _ringCounts[rule] = 0;
        _rules.Clear();
    }

    /// <summary>Takes over what another collection of the same rules holds.</summary>
    public void CopyFrom(CandidateEnds other)
    {
        Clear();
        if (other.IsEmpty) return;
        if (_longest.Length == 0) Allocate();
        foreach (int rule in other._rules)
        {
            _rules.Add(rule);
            (_longest[rule], _ringCounts[rule]) = (other._longest[rule], other._ringCounts[rule]);
            if (other._rings[rule] is { } ring) ring.CopyTo(_rings[rule] ??= new int[KeptEnds], 0);
        }
    }

    private void Allocate()
    {
        _longest = new int[validators.Length];
        _rings = new int[]?[validators.Length];
        _ringCounts = new int[validators.Length];
    }

    private int LongestValid(int rule, PatternValidator validator, ReadOnlySpan<char> fromStart)
    {
        int[] ring = _rings[rule]!;
        int count = _ringCounts[rule];
        for (int i = count - 1; i >= 0 && i >= count - KeptEnds; i--)
        {
            int length = ring[i % KeptEnds];
            if (validator(fromStart[..length])) return length;
        }

        return 0;
    }
}

/// <summary>A rule matched at the start under decision, this many units long (a rule with a tail: its head).</summary>
internal readonly record struct RuleMatch(int Rule, int Length);
