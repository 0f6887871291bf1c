using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
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
            List<JudgedVerdict> judged = Judged(used, direction, scope, sentences, mode);
            plans[Policy.Index(direction, scope, TextNature.Plain)] = Shared(verdicts, judged, restores: false);
            plans[Policy.Index(direction, scope, TextNature.Signed)] =
                Shared(verdicts.ConvertAll(v => Signed(v, onSigned)), judged.ConvertAll(j => j with { Verdict = Signed(j.Verdict, onSigned) }), restores: false);
            plans[Policy.Index(direction, scope, TextNature.Restored)] = Shared(verdicts, judged, tokenizes && direction == Direction.Response);
        }

        return plans;

        ScopePlan Shared(List<Verdict> verdicts, List<JudgedVerdict> judged, bool restores)
        {
            string key = $"{restores} {string.Join(',', verdicts)} {string.Join(',', judged)}";
            if (!equal.TryGetValue(key, out ScopePlan? plan))
                equal.Add(key, plan = Plan(used, verdicts, judged, restores));
            return plan;
        }
    }

    /// <summary>What follows from the scores of the detectors that judge: every rule that names one is a step of its own, with its own score; an exemption beats them all.</summary>
    private List<JudgedVerdict> Judged(List<string> used, Direction direction, ContentScope scope, IReadOnlyList<SentencePlan> sentences, PolicyMode mode)
    {
        List<JudgedVerdict> judged = [];
        foreach (string name in used)
        {
            Detector detector = detectors[name];
            if (detector.Classifier is null || detector.RunsOn?.Invoke(direction, scope) == false)
                continue;
            List<SentencePlan> naming = sentences
                .Where(s => s.Sentence.Covers.Contains((direction, scope)) && s.Sentence.Detectors.Contains(name, StringComparer.OrdinalIgnoreCase))
                .ToList();
            if (naming.Exists(s => s.Sentence.Then is null))
                continue;
            foreach (SentencePlan plan in naming.OrderByDescending(s => s.Sentence.Then))
            {
                Decision then = plan.Sentence.Then!.Value;
                RuleRole role = then == Decision.Flag || mode == PolicyMode.Monitor ? RuleRole.Observe : RuleRole.Act;
                judged.Add(new JudgedVerdict(name, new Verdict(role, then, plan.Keep), plan.AtLeast, plan.Hold));
            }
        }

        return judged;
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

    private ScopePlan Plan(List<string> used, List<Verdict> verdicts, List<JudgedVerdict> judged, bool restores)
    {
        List<(PatternRule Rule, string Detector, Verdict Verdict)> rules = [];
        for (int i = 0; i < used.Count; i++)
        {
            foreach (PatternRule rule in detectors[used[i]].Rules)
                rules.Add((rule, used[i], verdicts[i]));
        }

        if (restores)
            rules.Add((PlaceholderRule.Pattern, PlaceholderRule.Name, new Verdict(RuleRole.Act, Decision.Tokenize, MaskKeep.None)));
        RuleRole[] roles = rules.Select(r => r.Verdict.Role).ToArray();
        PatternRule[] all = rules.Select(r => r.Rule).ToArray();
        JudgePlan? judging = Judging(judged, all.Length);
        return new ScopePlan
        {
            Set = Set(all),
            Roles = roles,
            Decisions = [.. rules.Select(r => r.Verdict.Decision), .. judged.Select(j => j.Verdict.Decision)],
            Keeps = [.. rules.Select(r => r.Verdict.Keep), .. judged.Select(j => j.Verdict.Keep)],
            Names = [.. rules.Select(r => r.Detector), .. judged.Select(j => j.Detector)],
            Restores = restores,
            Media = Media(used, verdicts),
            Judging = judging,
            Acting = Lane(all, roles, RuleRole.Act, judged.Count, needed: judging is { Hold: > HoldMode.Nothing }),
            Observing = Lane(all, roles, RuleRole.Observe, judged.Count, needed: false),
        };
    }

    private JudgePlan? Judging(List<JudgedVerdict> judged, int first)
    {
        if (judged.Count == 0)
            return null;
        List<JudgedClassifier> classifiers = [];
        foreach (Classifier classifier in judged.Select(j => detectors[j.Detector].Classifier!).Distinct())
        {
            JudgedStep[][] steps = new JudgedStep[classifier.Labels][];
            Array.Fill(steps, []);
            for (int i = 0; i < judged.Count; i++)
            {
                Detector detector = detectors[judged[i].Detector];
                if (detector.Classifier == classifier)
                    steps[detector.Label] = [.. steps[detector.Label], new JudgedStep(judged[i].AtLeast, first + i, judged[i].Verdict.Role == RuleRole.Act)];
            }

            classifiers.Add(new JudgedClassifier(classifier, steps));
        }

        return new JudgePlan([.. classifiers], judged.Where(j => j.Verdict.Role == RuleRole.Act).Select(j => j.Hold).DefaultIfEmpty(HoldMode.Nothing).Max());
    }

    private static MediaRules Media(List<string> used, List<Verdict> verdicts)
    {
        Decision[] decisions = MediaRules.Detectors.Select(d => used.FindIndex(u => u.Equals(d, StringComparison.OrdinalIgnoreCase)))
            .Select(i => i < 0 ? Decision.None : Carried(verdicts[i])).ToArray();
        return Array.TrueForAll(decisions, d => d == Decision.None) ? MediaRules.None : new MediaRules(decisions);

        // Under Monitor what would block is recorded only.
        static Decision Carried(Verdict verdict) => verdict.Role == RuleRole.Observe && verdict.Decision != Decision.None ? Decision.Flag : verdict.Decision;
    }

    private LanePlan? Lane(PatternRule[] all, RuleRole[] roles, RuleRole kind, int judged, bool needed)
    {
        if (!roles.Contains(kind) && !needed)
            return null;
        int[] members = Enumerable.Range(0, all.Length).Where(i => roles[i] == kind || roles[i] == RuleRole.Exempt).ToArray();
        return new LanePlan(Set(members.Select(i => all[i]).ToArray()), members.Select(i => roles[i]).ToArray(), [.. members, .. Enumerable.Range(all.Length, judged)]);
    }

    private PatternSet Set(PatternRule[] rules)
    {
        string key = string.Join('\n', rules.Select(r => r.Name));
        if (!_sets.TryGetValue(key, out PatternSet? set))
            _sets.Add(key, set = PatternSet.Compile(rules));
        return set;
    }

    private readonly record struct Verdict(RuleRole Role, Decision Decision, MaskKeep Keep);

    private readonly record struct JudgedVerdict(string Detector, Verdict Verdict, double AtLeast, HoldMode Hold);
}
