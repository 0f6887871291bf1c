using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>What the rules take from a text, on the matching engine.</summary>
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

    /// <summary>The same, from a stream of one character at a time.</summary>
    public List<string> FindInStream(string text)
    {
        var cursor = new MatchCursor(_set, _roles);
        var found = new MatchBuffer();
        for (var length = 0; length <= text.Length; length++)
            cursor.Scan(text.AsSpan(0, length), end: length == text.Length, found);
        return [.. found.Spans.Select(span => text[span.Start..span.End])];
    }
}
