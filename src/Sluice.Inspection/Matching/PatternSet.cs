using Sluice.Inspection.Matching.Scanning;

namespace Sluice.Inspection.Matching;

/// <summary>A compiled, immutable set of rules. Safe for any number of threads and streams at once.</summary>
public sealed class PatternSet
{
    [ThreadStatic]
    private static TextScan? s_scan;

    private PatternSet(IReadOnlyList<PatternRule> rules, CompiledRules compiled) => (Rules, Compiled) = (rules, compiled);

    public IReadOnlyList<PatternRule> Rules { get; }

    internal CompiledRules Compiled { get; }

    /// <summary>Compiles <paramref name="rules"/>; throws <see cref="PatternException"/> for the first rule outside the regular subset.</summary>
    public static PatternSet Compile(IReadOnlyList<PatternRule> rules, PatternSetOptions? options = null)
    {
        options ??= new PatternSetOptions();
        CheckBounds(options);
        return CompileUnbounded(rules, options);
    }

    /// <summary>As <see cref="Compile"/>, but takes any options: what is rare within the bounds is common far below them, which tests need.</summary>
    internal static PatternSet CompileUnbounded(IReadOnlyList<PatternRule> rules, PatternSetOptions options)
    {
        PatternRule[] own = [.. rules];
        return new PatternSet(own, PatternCompiler.Compile(own, options));
    }

    /// <summary>
    /// Scans a whole text into <paramref name="acting"/> and <paramref name="observed"/>, which are emptied first. <paramref name="roles"/> has one entry per rule.
    /// Acting and observing spans are merged apart from each other.
    /// <paramref name="context"/> is text that stands before <paramref name="text"/> (a property name and its separator): it can be a rule's context, it is never taken,
    /// and to look-behind and <c>\b</c> the text begins at its own first unit.
    /// </summary>
    public void FindAll(ReadOnlySpan<char> text, ReadOnlySpan<char> context, ReadOnlySpan<RuleRole> roles, MatchBuffer acting, MatchBuffer observed)
    {
        if (roles.Length != Rules.Count) throw new ArgumentException("one role per rule expected", nameof(roles));
        acting.Clear();
        observed.Clear();
        if (text.IsEmpty) return;
        var window = new ScanWindow(text, end: true, roles, acting, observed);

        // Taken, not shared: a validator may scan another text on this thread.
        var scan = s_scan;
        s_scan = null;
        if (scan?.Rules != Compiled) scan = new TextScan(Compiled);
        scan.Run(window, context);
        s_scan = scan;
    }

    /// <summary>
    /// Scans a sample as whole text and as a stream, so that the automata have most of the states that ordinary texts need before the first of them arrives.
    /// </summary>
    public void Warm(ReadOnlySpan<char> sample)
    {
        var roles = new RuleRole[Rules.Count];
        Array.Fill(roles, RuleRole.Act);
        var found = new MatchBuffer();
        FindAll(sample, default, roles, found, new MatchBuffer());
        new MatchCursor(this, roles).Scan(sample, end: true, found);
    }

    private static void CheckBounds(PatternSetOptions options)
    {
        if (options.MaxMatchLength is < 16 or > 65_536) throw new ArgumentOutOfRangeException(nameof(options), "MaxMatchLength is out of bounds");
        if (options.MaxStates is < 512 or > 65_536) throw new ArgumentOutOfRangeException(nameof(options), "MaxStates is out of bounds");
        if (options.MaxNodesPerRule is < 1 or > 100_000) throw new ArgumentOutOfRangeException(nameof(options), "MaxNodesPerRule is out of bounds");
    }
}
