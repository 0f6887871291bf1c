namespace Sluice.Inspection.Matching.Scanning;

/// <summary>
/// Merges the matches of one role class into spans. A match that starts inside the open span joins it; the span closes when the next start
/// lies at or behind its end, and no tail is open.
/// </summary>
internal sealed class SpanMerger
{
    private readonly List<int> _hits = [];
    private readonly List<TailRun> _tails = [];
    private int _start = -1;
    private int _end;
    private int _rule;
    private bool _overflow;

    public bool IsOpen => _start >= 0;

    /// <summary>Start of the open span.</summary>
    public int Start => _start;

    public void Clear()
    {
        _start = -1;
        _hits.Clear();
        _tails.Clear();
    }

    /// <summary>Takes over the open span of another.</summary>
    public void CopyFrom(SpanMerger other)
    {
        Clear();
        _hits.AddRange(other._hits);
        _tails.AddRange(other._tails);
        (_start, _end, _rule, _overflow) = (other._start, other._end, other._rule, other._overflow);
    }

    /// <summary>Takes the matches of one start, in rule order. <see cref="Settle"/> was called for this start.</summary>
    public void Add(CompiledRules rules, ReadOnlySpan<char> text, int start, List<RuleMatch> matches)
    {
        if (matches.Count == 0) return;
        if (!IsOpen) Open(rules, start, matches);
        foreach (var match in matches)
        {
            if (!_hits.Contains(match.Rule)) _hits.Add(match.Rule);
            _end = Math.Max(_end, start + match.Length);
            if (rules.Tails[match.Rule] is not null) Follow(rules, text, match.Rule, start + match.Length);
        }
    }

    /// <summary>Every start before <paramref name="nextStart"/> is decided: follows the tails up to there and closes the span if nothing can join it any more.</summary>
    public void Settle(ReadOnlySpan<char> text, bool atEnd, int nextStart, MatchBuffer buffer)
    {
        if (!IsOpen) return;
        for (int i = _tails.Count - 1; i >= 0; i--)
        {
            var tail = _tails[i];
            tail.Advance(text, nextStart, atEnd);
            _tails[i] = tail;
            if (!tail.Ended) continue;
            _end = Math.Max(_end, tail.End);
            _overflow |= tail.Overflow;
            _tails.RemoveAt(i);
        }

        if (_tails.Count == 0 && nextStart >= _end) Close(buffer);
    }

    public void Rebase(int released)
    {
        if (!IsOpen) return;
        _start -= released;
        _end -= released;
        for (int i = 0; i < _tails.Count; i++)
        {
            var tail = _tails[i];
            tail.Rebase(released);
            _tails[i] = tail;
        }
    }

    /// <summary>The opener is the longest match; a rule with a tail counts as longer than any without, for its end is still open.</summary>
    private void Open(CompiledRules rules, int start, List<RuleMatch> matches)
    {
        (_start, _end, _overflow) = (start, start, false);
        long longest = -1;
        foreach (var match in matches)
        {
            long length = match.Length + (rules.Tails[match.Rule] is null ? 0 : 1L << 32);
            if (length <= longest) continue;
            (longest, _rule) = (length, match.Rule);
        }
    }

    /// <summary>A tail ends no earlier the later its head ends: of one rule, only the tail of the latest head matters.</summary>
    private void Follow(CompiledRules rules, ReadOnlySpan<char> text, int rule, int head)
    {
        int known = _tails.FindIndex(tail => tail.Rule == rule);
        if (known < 0) _tails.Add(new TailRun(rules, rule, text, head));
        else if (_tails[known].Head < head) _tails[known] = new TailRun(rules, rule, text, head);
    }

    private void Close(MatchBuffer buffer)
    {
        buffer.Spans.Add(new MatchSpan(_start, _end, _rule, buffer.Hits.Count, _hits.Count, _overflow));
        buffer.Hits.AddRange(_hits);
        _hits.Clear();
        _start = -1;
    }
}
