using Sluice.Inspection.Matching;
using Sluice.Inspection.Matching.Prefilter;
using Sluice.Inspection.Matching.Scanning;
using Sluice.Inspection.Matching.Syntax;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>Runs the engine in each of its ways and brings the results into one form.</summary>
internal static class EngineRuns
{
    public static List<ReferenceMatcher.Span> Spans(MatchBuffer buffer, int offset = 0) =>
        [.. buffer.Spans.Select(span => new ReferenceMatcher.Span(
            span.Start + offset, span.End + offset, span.Rule, string.Join(',', buffer.Hits.GetRange(span.FirstHit, span.HitCount)), span.Overflow))];

    public static string Text(IEnumerable<ReferenceMatcher.Span> spans) => string.Join(' ', spans);

    /// <summary>Whole text, by the decider from marked origins, however short the text is.</summary>
    public static (List<ReferenceMatcher.Span> Acting, List<ReferenceMatcher.Span> Observed) FromOrigins(
        PatternSet set, string text, string context, RuleRole[] roles, AnchorPrefilter? prefilter = null)
    {
        MatchBuffer acting = new(), observed = new();
        var scanner = new Scanner(set.Compiled);
        scanner.Reset(context);
        var origins = new TextOrigins(set.Compiled);
        if (prefilter is null) origins.FindExactly(text);
        else origins.FindRoughly(text, prefilter);
        scanner.Scan(new ScanWindow(text, end: true, roles, acting, observed), origins);
        return (Spans(acting), Spans(observed));
    }

    /// <summary>A prefilter that looks for any of the places that are sound, not for the best.</summary>
    public static AnchorPrefilter Prefilter(IEnumerable<PatternRule> rules, PrefilterKernel kernel, Random choice) =>
        new(
            rules.Select(rule =>
            {
                var pattern = PatternParser.Parse(rule.Name, rule.Pattern);
                return rule.Context is null ? pattern : new ConcatNode([PatternParser.Parse(rule.Name, rule.Context), pattern]);
            }),
            kernel,
            choice);

    public static (List<ReferenceMatcher.Span> Acting, List<ReferenceMatcher.Span> Observed) Whole(PatternSet set, string text, string context, RuleRole[] roles)
    {
        MatchBuffer acting = new(), observed = new();
        set.FindAll(text, context, roles, acting, observed);
        return (Spans(acting), Spans(observed));
    }

    /// <summary>Pushes the text in pieces of 1 to <paramref name="maxPiece"/> units and releases all that may go after each.</summary>
    public static List<ReferenceMatcher.Span> Stream(MatchCursor cursor, string text, string context, Random random, int maxPiece, Action<int, int>? released = null)
    {
        var found = new MatchBuffer();
        var spans = new List<ReferenceMatcher.Span>();
        int from = 0, to = 0;
        cursor.Reset(context);
        while (true)
        {
            bool end = to == text.Length && random.Next(2) == 0;
            found.Clear();
            cursor.Scan(text.AsSpan(from..to), end, found);
            Assert.All(found.Spans, span => Assert.InRange(span.Start, 0, span.End - 1));
            spans.AddRange(Spans(found, from));
            Assert.InRange(cursor.HoldFrom, 0, to - from);
            int hold = cursor.HoldFrom;
            if (end) break;
            if (random.Next(4) != 0)
            {
                cursor.Rebase(hold);
                from += hold;
                Assert.Equal(0, cursor.HoldFrom);
            }

            released?.Invoke(to, from);
            to = Math.Min(text.Length, to + 1 + random.Next(maxPiece));
        }

        return spans;
    }
}
