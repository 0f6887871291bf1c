using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Policies;

/// <summary>Compiles the plans of all policies of one configuration; equal sets of rules are compiled once.</summary>
internal sealed class PlanBuilder(DetectorNames detectors)
{
    private readonly Dictionary<string, PatternSet> _sets = new(StringComparer.Ordinal);

    /// <summary>One plan for each direction and scope, for signed texts, for others, and for answers in which placeholders are restored.</summary>
    public ScopePlan[] Build(IReadOnlyList<SentencePlan> sentences, PolicyMode mode, Decision onSigned)
    {
        bool tokenizes = mode == PolicyMode.Enforce && sentences.Any(s => s.Sentence.Then == Decision.Tokenize);
        List<string> used = sentences.SelectMany(s => s.Sentence.Detectors).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        ScopePlan[] plans = new ScopePlan[Policy.Plans];
        Dictionary<string, ScopePlan> equal = new(StringComparer.Ordinal);
        foreach ((Direction direction, ContentScope scope) in ScopeNames.Everywhere())
        {
            List<Verdict> verdicts = used.ConvertAll(d => VerdictOn(d, direction, scope, sentences, mode));
            plans[Policy.Index(direction, scope, TextNature.Plain)] = Shared(verdicts, restores: false);
            plans[Policy.Index(direction, scope, TextNature.Signed)] = Shared(verdicts.ConvertAll(v => Signed(v, onSigned)), restores: false);
            plans[Policy.Index(direction, scope, TextNature.Restored)] = Shared(verdicts, tokenizes && direction == Direction.Response);
        }

        return plans;

        ScopePlan Shared(List<Verdict> verdicts, bool restores)
        {
            string key = $"{restores} {string.Join(',', verdicts)}";
            if (!equal.TryGetValue(key, out ScopePlan? plan))
                equal.Add(key, plan = Plan(used, verdicts, restores));
            return plan;
        }
    }

    /// <summary>Signed text is never rewritten: what would rewrite it flags or blocks instead.</summary>
    private static Verdict Signed(Verdict verdict, Decision onSigned)
    {
        if (verdict.Decision is not (Decision.Tokenize or Decision.Mask or Decision.Redact))
            return verdict;
        return verdict with { Decision = onSigned, Keep = MaskKeep.None, Role = onSigned == Decision.Flag ? RuleRole.Observe : verdict.Role };
    }

    /// <summary>Every matching rule counts, the strongest wins, an exemption beats them all.</summary>
    private static Verdict VerdictOn(string detector, Direction direction, ContentScope scope, IReadOnlyList<SentencePlan> sentences, PolicyMode mode)
    {
        Verdict verdict = new(RuleRole.Ignore, Decision.None, MaskKeep.None);
        foreach (SentencePlan plan in sentences)
        {
            PolicySentence sentence = plan.Sentence;
            if (!sentence.Covers.Contains((direction, scope)) || !sentence.Detectors.Contains(detector, StringComparer.OrdinalIgnoreCase))
                continue;
            if (sentence.Then is not { } then)
                return new Verdict(RuleRole.Exempt, Decision.None, MaskKeep.None);
            if (then <= verdict.Decision)
                continue;
            RuleRole role = then == Decision.Flag || mode == PolicyMode.Monitor ? RuleRole.Observe : RuleRole.Act;
            verdict = new Verdict(role, then, plan.Keep);
        }

        return verdict;
    }

    private ScopePlan Plan(List<string> used, List<Verdict> verdicts, bool restores)
    {
        List<(PatternRule Rule, string Detector, Verdict Verdict)> rules = [];
        for (int i = 0; i < used.Count; i++)
        {
            foreach (PatternRule rule in detectors.RulesOf(used[i]))
                rules.Add((rule, used[i], verdicts[i]));
        }

        if (restores)
            rules.Add((PlaceholderRule.Pattern, PlaceholderRule.Name, new Verdict(RuleRole.Act, Decision.Tokenize, MaskKeep.None)));
        RuleRole[] roles = rules.Select(r => r.Verdict.Role).ToArray();
        PatternRule[] all = rules.Select(r => r.Rule).ToArray();
        return new ScopePlan
        {
            Set = Set(all),
            Roles = roles,
            Decisions = rules.Select(r => r.Verdict.Decision).ToArray(),
            Keeps = rules.Select(r => r.Verdict.Keep).ToArray(),
            Names = rules.Select(r => r.Detector).ToArray(),
            Restores = restores,
            Media = Media(used, verdicts),
            Acting = Lane(all, roles, RuleRole.Act),
            Observing = Lane(all, roles, RuleRole.Observe),
        };
    }

    private static MediaRules Media(List<string> used, List<Verdict> verdicts)
    {
        Decision[] decisions = MediaRules.Detectors.Select(d => used.FindIndex(u => u.Equals(d, StringComparison.OrdinalIgnoreCase)))
            .Select(i => i < 0 ? Decision.None : Carried(verdicts[i])).ToArray();
        return Array.TrueForAll(decisions, d => d == Decision.None) ? MediaRules.None : new MediaRules(decisions);

        // Under Monitor what would block is recorded only.
        static Decision Carried(Verdict verdict) => verdict.Role == RuleRole.Observe && verdict.Decision != Decision.None ? Decision.Flag : verdict.Decision;
    }

    private LanePlan? Lane(PatternRule[] all, RuleRole[] roles, RuleRole kind)
    {
        if (!roles.Contains(kind))
            return null;
        int[] members = Enumerable.Range(0, all.Length).Where(i => roles[i] == kind || roles[i] == RuleRole.Exempt).ToArray();
        return new LanePlan(Set(members.Select(i => all[i]).ToArray()), members.Select(i => roles[i]).ToArray(), members);
    }

    private PatternSet Set(PatternRule[] rules)
    {
        string key = string.Join('\n', rules.Select(r => r.Name));
        if (!_sets.TryGetValue(key, out PatternSet? set))
            _sets.Add(key, set = PatternSet.Compile(rules));
        return set;
    }

    private readonly record struct Verdict(RuleRole Role, Decision Decision, MaskKeep Keep);
}
