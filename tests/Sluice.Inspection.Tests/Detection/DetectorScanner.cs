using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>What the rules take from a text, on the matching engine: whole, and one character at a time.</summary>
internal sealed class DetectorScanner
{
    private readonly PatternSet _set;
    private readonly RuleRole[] _roles;

    public DetectorScanner(IReadOnlyList<PatternRule> rules)
    {
        _set = PatternSet.Compile(rules);
        _roles = new RuleRole[rules.Count];
        Array.Fill(_roles, RuleRole.Act);
    }

    public List<string> Find(string text, string context = "")
    {
        var acting = new MatchBuffer();
        _set.FindAll(text, context, _roles, acting, new MatchBuffer());
        return [.. acting.Spans.Select(span => text[span.Start..span.End])];
    }
}
