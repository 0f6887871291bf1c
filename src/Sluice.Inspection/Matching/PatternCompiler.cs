using Sluice.Inspection.Matching.Automata;
using Sluice.Inspection.Matching.Prefilter;
using Sluice.Inspection.Matching.Scanning;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Matching;

/// <summary>Parses, checks and translates the rules of a pattern set.</summary>
internal sealed class PatternCompiler
{
    /// <summary>Counts above this are forgotten where it is only asked whether a match may begin: exact counts multiply the states (4 kept: twice as many as 1) and save next to nothing.</summary>
    private const int RelaxedCount = 1;

    private readonly PatternSetOptions _options;
    private readonly Alphabet _alphabet = new();
    private readonly NfaBuilder _decider;
    private readonly NfaBuilder _contexts;
    private readonly NfaBuilder _origins;
    private readonly List<(int Rule, CharSet Allowed, Nfa? Marker)> _tails = [];

    private readonly List<Node> _whole = [];

    private PatternCompiler(PatternSetOptions options)
    {
        _options = options;
        _decider = new NfaBuilder(_alphabet);
        _contexts = new NfaBuilder(_alphabet);
        _origins = new NfaBuilder(_alphabet);
    }

    public static CompiledRules Compile(IReadOnlyList<PatternRule> rules, PatternSetOptions options)
    {
        var compiler = new PatternCompiler(options);
        var names = new HashSet<string>(StringComparer.Ordinal);
        bool hasContexts = false;
        for (int id = 0; id < rules.Count; id++)
        {
            if (!names.Add(rules[id].Name)) throw new PatternException(rules[id].Name, rules[id].Pattern, 0, "a second rule of the same name");
            compiler.Add(rules[id], id);
            hasContexts |= rules[id].Context is not null;
        }

        return compiler.Finish(rules, hasContexts);
    }

    private void Add(PatternRule rule, int id)
    {
        var pattern = ParseMatching(rule.Name, rule.Pattern);
        var whole = pattern;
        if (rule.Context is not null)
        {
            var context = ParseContext(rule.Name, rule.Context);
            _contexts.Add(context, id);
            whole = new ConcatNode([context, pattern]);
        }

        _decider.Add(pattern, id, rule.Context is null ? -1 : id);
        _whole.Add(whole);
        _origins.Add(whole.Relaxed(RelaxedCount).Mirrored(), id: 0);
        if (rule.Tail is not null) AddTail(rule, rule.Tail, id);
    }

    private Node ParseContext(string rule, string text)
    {
        var context = ParseMatching(rule, text);
        if (Single(context).EndsInLookAhead())
            throw new PatternException(rule, text, text.Length, "a context cannot end with \\b or a look-ahead; begin the pattern with it");
        return context;
    }

    private void AddTail(PatternRule rule, PatternTail tail, int id)
    {
        if (rule.Validator is not null) throw new PatternException(rule.Name, rule.Pattern, 0, "a validator cannot go together with a tail");
        if (tail.Limit < 1) throw new PatternException(rule.Name, tail.Allowed, 0, "a tail's limit must be 1 or more");
        var allowed = PatternParser.ParseClass(rule.Name, tail.Allowed);
        _alphabet.SetId(allowed);
        Nfa? marker = null;
        if (tail.EndMarker is not null)
        {
            marker = Single(ParseMatching(rule.Name, tail.EndMarker));
            if (marker.EndsInLookAhead())
                throw new PatternException(rule.Name, tail.EndMarker, tail.EndMarker.Length, "an end marker cannot end with \\b or a look-ahead");
        }

        _tails.Add((id, allowed, marker));
    }

    private Node ParseMatching(string rule, string text)
    {
        var node = PatternParser.Parse(rule, text);
        long shortest = node.MinLength(), size = node.AutomatonSize();
        if (shortest == 0) throw new PatternException(rule, text, 0, "matches the empty text");
        if (shortest > _options.MaxMatchLength)
            throw new PatternException(rule, text, 0, $"its shortest match is {shortest} units, more than the longest length of a match, {_options.MaxMatchLength}");
        if (size > _options.MaxNodesPerRule)
            throw new PatternException(rule, text, 0, $"needs an automaton of {size} nodes, more than {_options.MaxNodesPerRule}");
        return node;
    }

    private Nfa Single(Node node)
    {
        var builder = new NfaBuilder(_alphabet);
        builder.Add(node, id: 0);
        return builder.Build();
    }

    private CompiledRules Finish(IReadOnlyList<PatternRule> rules, bool hasContexts)
    {
        if (!_alphabet.Freeze())
            throw new PatternException(rules[^1].Name, rules[^1].Pattern, 0, $"the rules tell more than {Alphabet.MaxClasses} classes of characters apart");
        var sets = new ContextSets();
        var tails = new CompiledTail?[rules.Count];
        foreach (var (rule, allowed, marker) in _tails)
            tails[rule] = new CompiledTail(_alphabet.Members(_alphabet.SetId(allowed)), marker is null ? null : Slot(marker, anywhere: true), rules[rule].Tail!.Limit);
        return new CompiledRules
        {
            Alphabet = _alphabet,
            MaxMatchLength = _options.MaxMatchLength,
            Decider = Slot(_decider.Build(), anywhere: false, sets),
            Contexts = hasContexts ? Slot(_contexts.Build(), anywhere: true, sets) : null,
            Origins = Slot(_origins.Build(), anywhere: true),
            Prefilter = AnchorPrefilter.BestKernel is { } kernel ? new Lazy<AnchorPrefilter>(() => new AnchorPrefilter(_whole, kernel)) : null,
            Validators = [.. rules.Select(rule => rule.Validator)],
            Tails = tails,
        };
    }

    private DfaSlot Slot(Nfa nfa, bool anywhere, ContextSets? sets = null) => new(nfa, anywhere, _options.MaxStates, sets);
}
