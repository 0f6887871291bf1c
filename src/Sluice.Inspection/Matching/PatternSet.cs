namespace Sluice.Inspection.Matching;

/// <summary>Bounds of the matching engine. They are part of the definition of a match, so whole text and every way of cutting it agree.</summary>
public sealed record PatternSetOptions
{
    /// <summary>A match's longest length in UTF-16 units (tails have limits of their own); also the longest hold-back. 16 to 65,536.</summary>
    public int MaxMatchLength { get; init; } = 2_048;

    /// <summary>States that one generation of the automaton may hold before a fresh one replaces it. 512 to 65,536.</summary>
    public int MaxStates { get; init; } = 16_384;

    /// <summary>Largest automaton that one rule may need, in nodes; larger rules are refused. 1 to 100,000.</summary>
    public int MaxNodesPerRule { get; init; } = 8_192;
}

/// <summary>A compiled, immutable set of rules. Safe for any number of threads and streams at once.</summary>
public sealed class PatternSet
{
    private PatternSet(IReadOnlyList<PatternRule> rules) => Rules = rules;

    public IReadOnlyList<PatternRule> Rules { get; }

    /// <summary>Compiles <paramref name="rules"/>; throws <see cref="PatternException"/> for the first rule outside the regular subset.</summary>
    public static PatternSet Compile(IReadOnlyList<PatternRule> rules, PatternSetOptions? options = null) => new(rules);

    /// <summary>
    /// Scans a whole text. <paramref name="roles"/> has one entry per rule. Acting and observing spans are merged apart from each other.
    /// <paramref name="context"/> is text that stands before <paramref name="text"/> (a property name and its separator): it can be a rule's context, it is never taken,
    /// and to look-behind and <c>\b</c> the text begins at its own first unit.
    /// </summary>
    public void FindAll(ReadOnlySpan<char> text, ReadOnlySpan<char> context, ReadOnlySpan<RuleRole> roles, MatchBuffer acting, MatchBuffer observed) =>
        throw new InvalidOperationException($"not compiled: {Rules.Count}");
}

/// <summary>
/// Scan position in one text that arrives in pieces. The caller keeps the window: the text from the first unit not yet released to the newest.
/// For every cutting the spans are those of <see cref="PatternSet.FindAll"/>. Not thread-safe; one per lane.
/// </summary>
public sealed class MatchCursor
{
    private readonly PatternSet _set;

    /// <param name="set">The rules; every rule acts, except those that <paramref name="roles"/> makes <see cref="RuleRole.Exempt"/> or <see cref="RuleRole.Ignore"/>.</param>
    /// <param name="roles">One entry per rule; kept, not copied. <see cref="RuleRole.Observe"/> counts as <see cref="RuleRole.Act"/> here: one cursor has one buffer.</param>
    public MatchCursor(PatternSet set, RuleRole[] roles)
    {
        _set = set;
        Roles = roles;
    }

    public RuleRole[] Roles { get; }

    /// <summary>First unit of the window whose fate is not decided: it may still become part of a span, or a span is open. Equals the window's length when nothing is held.</summary>
    public int HoldFrom => _set.Rules.Count;

    /// <summary>Begins a new text. <paramref name="context"/> as in <see cref="PatternSet.FindAll"/>.</summary>
    public void Reset(ReadOnlySpan<char> context = default) => throw new InvalidOperationException($"{_set.Rules.Count}");

    /// <summary>
    /// Scans what is new in <paramref name="window"/> (it begins with all that was not rebased away, and only grows until <see cref="Rebase"/>) and adds the spans
    /// that closed to <paramref name="found"/>. With <paramref name="end"/> the text is complete and everything is decided.
    /// </summary>
    public void Scan(ReadOnlySpan<char> window, bool end, MatchBuffer found) => throw new InvalidOperationException($"{_set.Rules.Count}");

    /// <summary>The caller dropped the first <paramref name="released"/> units of the window (at most <see cref="HoldFrom"/>).</summary>
    public void Rebase(int released) => throw new InvalidOperationException($"{_set.Rules.Count}");
}
