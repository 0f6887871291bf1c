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

    /// <summary>Adds a stretch that something else than the engine found, as one more match of rule number <paramref name="rule"/>: spans that it overlaps become one with it.</summary>
    public void Merge(int start, int end, int rule)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        int first = 0;
        while (first < Spans.Count && Spans[first].End <= start)
            first++;
        int behind = first;
        int firstHit = Hits.Count;
        MatchSpan merged = new(start, end, rule, firstHit, 0, Overflow: false);
        for (; behind < Spans.Count && Spans[behind].Start < end; behind++)
        {
            MatchSpan span = Spans[behind];
            merged = merged with
            {
                Start = Math.Min(merged.Start, span.Start),
                End = Math.Max(merged.End, span.End),
                Rule = span.Start <= merged.Start ? span.Rule : merged.Rule,
                Overflow = merged.Overflow | span.Overflow,
            };
            for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
                AddHit(firstHit, Hits[i]);
        }

        AddHit(firstHit, rule);
        Spans.RemoveRange(first, behind - first);
        Spans.Insert(first, merged with { HitCount = Hits.Count - firstHit });
    }

    /// <summary>Moves the spans that end at <paramref name="release"/> or before into <paramref name="released"/>, and counts the others from there.</summary>
    internal void MoveTo(MatchBuffer released, int release)
    {
        int moved = 0;
        for (; moved < Spans.Count && Spans[moved].End <= release; moved++)
            released.Append(this, Spans[moved], by: 0);
        Spans.RemoveRange(0, moved);
        for (int i = 0; i < Spans.Count; i++)
            Spans[i] = Spans[i] with { Start = Spans[i].Start - release, End = Spans[i].End - release };
        if (Spans.Count == 0)
            Hits.Clear();
    }

    /// <summary>Adds a span of another buffer behind those that are here.</summary>
    internal void Append(MatchBuffer from, in MatchSpan span, int by)
    {
        int firstHit = Hits.Count;
        for (int i = span.FirstHit; i < span.FirstHit + span.HitCount; i++)
            Hits.Add(from.Hits[i]);
        Spans.Add(span with { Start = span.Start + by, End = span.End + by, FirstHit = firstHit });
    }

    private void AddHit(int from, int rule)
    {
        if (Hits.IndexOf(rule, from) < 0)
            Hits.Add(rule);
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
