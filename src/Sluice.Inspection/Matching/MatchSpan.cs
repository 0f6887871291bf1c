namespace Sluice.Inspection.Matching;

/// <summary>
/// A stretch of text that at least one accepted match covers; overlapping matches are merged into one. Positions are UTF-16 units of the scanned window.
/// </summary>
/// <param name="Start">First unit taken.</param>
/// <param name="End">One behind the last unit taken.</param>
/// <param name="Rule">The rule that opened the span: the longest match at <see cref="Start"/>, the first in rule order among equals.</param>
/// <param name="FirstHit">Index into <see cref="MatchBuffer.Hits"/> of the first rule that matched inside the span.</param>
/// <param name="HitCount">How many different rules matched inside the span.</param>
/// <param name="Overflow">A tail reached its limit inside this span: what follows is of unknown nature and must not be released.</param>
public readonly record struct MatchSpan(int Start, int End, int Rule, int FirstHit, int HitCount, bool Overflow);

/// <summary>Receives spans in text order; made once per lane or thread and reused. Not thread-safe.</summary>
public sealed class MatchBuffer
{
    /// <summary>Closed, merged spans in order of their start.</summary>
    public List<MatchSpan> Spans { get; } = [];

    /// <summary>The rules that matched, grouped by span, each once per span.</summary>
    public List<int> Hits { get; } = [];

    public void Clear()
    {
        Spans.Clear();
        Hits.Clear();
    }
}

/// <summary>What a match of a rule means to a scan.</summary>
public enum RuleRole : byte
{
    /// <summary>The rule's matches are dropped.</summary>
    Ignore,

    /// <summary>The rule's matches become spans of the buffer for acting rules.</summary>
    Act,

    /// <summary>The rule's matches become spans of the buffer for observing rules; they never merge with acting spans.</summary>
    Observe,

    /// <summary>Acting and observing matches that lie wholly within a match of this rule are dropped.</summary>
    Exempt,
}
