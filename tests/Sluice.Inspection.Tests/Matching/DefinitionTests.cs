using Sluice.Inspection.Matching;
using Sluice.Inspection.Matching.Prefilter;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Whole text, marked origins and every way of cutting a stream give what the definition says, over random rules and texts.</summary>
public class DefinitionTests
{
    private const int TextsPerRound = 14;
    private const int CutsPerText = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_run_finds_what_the_definition_says(int seed)
    {
        var random = new Random(seed);
        var source = new RandomRules(random);
        int streamRuns = 0, spans = 0, generations = 0;
        for (int round = 0; round < 150; round++)
        {
            var rules = source.Rules();
            var options = Options(random);
            var set = Compiled(rules, options);
            if (set is null) continue;
            var reference = new ReferenceMatcher(rules, options.MaxMatchLength);
            var roles = source.Roles(rules.Count);
            var prefilter = EngineRuns.Prefilter(rules, PrefilterKernel.Scalar, random);
            for (int i = 0; i < TextsPerRound; i++)
            {
                var run = new Case(set, prefilter, reference, roles, source.Text(i < 10 ? 14 : 60), source.Context());
                spans += run.CheckWhole();
                for (int cut = 0; cut < CutsPerText; cut++, streamRuns++) run.CheckStream(random, cut == 0 ? 50 : 4);
            }

            generations += set.Compiled.Decider.Generation - 1;
        }

        Assert.InRange(streamRuns, 10_000, int.MaxValue);
        Assert.InRange(spans, 2_000, int.MaxValue);
        Assert.InRange(generations, 100, int.MaxValue);
    }

    private static PatternSetOptions Options(Random random) => new()
    {
        MaxMatchLength = random.Next(3) == 0 ? 3 + random.Next(4) : 1_000,
        MaxStates = random.Next(2) == 0 ? 6 + random.Next(10) : 4_096,
    };

    private static PatternSet? Compiled(List<PatternRule> rules, PatternSetOptions options)
    {
        try
        {
            return PatternSet.CompileUnbounded(rules, options);
        }
        catch (PatternException refused) when (refused.Reason.Contains("longest length", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private sealed class Case
    {
        private readonly PatternSet _set;
        private readonly AnchorPrefilter _prefilter;
        private readonly RuleRole[] _roles;
        private readonly string _text;
        private readonly string _context;
        private readonly string _acting;
        private readonly string _observed;
        private readonly string _streamed;
        private readonly MatchCursor _cursor;

        public Case(PatternSet set, AnchorPrefilter prefilter, ReferenceMatcher reference, RuleRole[] roles, string text, string context)
        {
            (_set, _prefilter, _roles, _text, _context) = (set, prefilter, roles, text, context);
            var (acting, observed) = reference.Find(text, context, roles);
            (_acting, _observed) = (EngineRuns.Text(acting), EngineRuns.Text(observed));
            RuleRole[] streamed = [.. roles.Select(role => role == RuleRole.Observe ? RuleRole.Act : role)];
            _streamed = observed.Count == 0 && !roles.Contains(RuleRole.Observe) ? _acting : EngineRuns.Text(reference.Find(text, context, streamed).Acting);
            _cursor = new MatchCursor(set, roles);
        }

        public int CheckWhole()
        {
            Check("origins", EngineRuns.FromOrigins(_set, _text, _context, _roles));
            Check("anchors", EngineRuns.FromOrigins(_set, _text, _context, _roles, _prefilter));
            var whole = EngineRuns.Whole(_set, _text, _context, _roles);
            Check("whole", whole);
            return whole.Acting.Count + whole.Observed.Count;
        }

        public void CheckStream(Random random, int maxPiece)
        {
            string found = EngineRuns.Text(EngineRuns.Stream(_cursor, _text, _context, random, maxPiece));
            Assert.True(string.Equals(_streamed, found, StringComparison.Ordinal), $"stream {this}\nwant {_streamed}\ngot  {found}");
        }

        private void Check(string way, (List<ReferenceMatcher.Span> Acting, List<ReferenceMatcher.Span> Observed) found)
        {
            string acting = EngineRuns.Text(found.Acting), observed = EngineRuns.Text(found.Observed);
            Assert.True(string.Equals(_acting, acting, StringComparison.Ordinal), $"{way}, acting {this}\nwant {_acting}\ngot  {acting}");
            Assert.True(string.Equals(_observed, observed, StringComparison.Ordinal), $"{way}, observed {this}\nwant {_observed}\ngot  {observed}");
        }

        public override string ToString() =>
            $"'{_context}' before '{_text}', longest {_set.Compiled.MaxMatchLength}\n" + string.Join('\n', _set.Rules.Select((rule, i) => $"  {_roles[i]} {rule}"));
    }
}
