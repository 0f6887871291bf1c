using System.Text.RegularExpressions;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Matching;

/// <summary>
/// The definition of a match, executed literally on .NET's backtracking engine: every start, every end, one exact-span question each.
/// Shares nothing with the engine under test.
/// </summary>
internal sealed class ReferenceMatcher(IReadOnlyList<PatternRule> rules, int maxLength)
{
    private readonly Dictionary<(string Pattern, int Remainder), Regex> _regexes = [];

    /// <param name="Start">First unit.</param>
    /// <param name="End">One behind the last.</param>
    /// <param name="Rule">The opener.</param>
    /// <param name="Hits">All rules that matched, in order of their first match.</param>
    /// <param name="Overflow">A governing tail reached its limit.</param>
    internal sealed record Span(int Start, int End, int Rule, string Hits, bool Overflow);

    public (List<Span> Acting, List<Span> Observed) Find(string text, string context, RuleRole[] roles)
    {
        var acting = new Merger(rules);
        var observed = new Merger(rules);
        int exemptEnd = 0;
        for (int start = 0; start < text.Length; start++)
        {
            acting.Settle(start);
            observed.Settle(start);
            var matches = new List<(int Rule, int Head, int End, bool Overflow)>();
            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (Longest(rule, text, context, start) is not { } head) continue;
                var (end, overflow) = rules[rule].Tail is { } tail ? TailEnd(tail, text, head) : (head, false);
                matches.Add((rule, head, end, overflow));
            }

            int exemptBefore = exemptEnd;
            foreach (var match in matches.Where(match => roles[match.Rule] == RuleRole.Exempt))
            {
                if (rules[match.Rule].Tail is null || match.Head > exemptBefore) exemptEnd = Math.Max(exemptEnd, match.End);
            }

            matches.RemoveAll(match => match.End <= exemptEnd);
            acting.Add(start, [.. matches.Where(match => roles[match.Rule] == RuleRole.Act)]);
            observed.Add(start, [.. matches.Where(match => roles[match.Rule] == RuleRole.Observe)]);
        }

        acting.Settle(text.Length);
        observed.Settle(text.Length);
        return (acting.Closed, observed.Closed);
    }

    private int? Longest(int rule, string text, string context, int start)
    {
        if (rules[rule].Context is { } before && !ContextEndsAt(before, context + text, context.Length + start)) return null;
        int tried = 0;
        for (int end = Math.Min(text.Length, start + maxLength); end > start; end--)
        {
            if (!Matches(rules[rule].Pattern, text, start, end)) continue;
            if (rules[rule].Validator is not { } validator || validator(text.AsSpan(start, end - start))) return end;
            if (++tried == 64) return null;
        }

        return null;
    }

    private bool ContextEndsAt(string context, string text, int end)
    {
        for (int start = end - 1; start >= 0; start--)
        {
            if (Matches(context, text, start, end)) return true;
        }

        return false;
    }

    private (int End, bool Overflow) TailEnd(PatternTail tail, string text, int head)
    {
        int end = head;
        while (end < text.Length && Matches(tail.Allowed, text, end, end + 1)) end++;
        int limit = head + tail.Limit, marker = int.MaxValue;
        for (int start = head; tail.EndMarker is not null && start < text.Length; start++)
        {
            for (int stop = start + 1; stop <= text.Length && stop < marker; stop++)
            {
                if (Matches(tail.EndMarker, text, start, stop)) marker = stop;
            }
        }

        end = Math.Min(Math.Min(end, limit), marker);
        return (end, end == limit && marker != limit);
    }

    private bool Matches(string pattern, string text, int start, int end)
    {
        int rest = text.Length - end;
        if (!_regexes.TryGetValue((pattern, rest), out var regex))
            _regexes[(pattern, rest)] = regex = new Regex($@"\G(?:{pattern})(?=[\s\S]{{{rest}}}\z)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(30));
        var match = regex.Match(text, start);
        return match.Success && match.Index == start && match.Length == end - start;
    }

    private sealed class Merger(IReadOnlyList<PatternRule> rules)
    {
        private readonly Dictionary<int, (int Head, int End, bool Overflow)> _tails = [];
        private readonly List<int> _hits = [];
        private int _start = -1;
        private int _end;
        private int _rule;
        private bool _overflow;

        public List<Span> Closed { get; } = [];

        public void Settle(int nextStart)
        {
            foreach (var (rule, tail) in _tails.Where(entry => entry.Value.End <= nextStart).ToList())
            {
                _end = Math.Max(_end, tail.End);
                _overflow |= tail.Overflow;
                _tails.Remove(rule);
            }

            if (_start < 0 || _tails.Count > 0 || nextStart < _end) return;
            Closed.Add(new Span(_start, _end, _rule, string.Join(',', _hits), _overflow));
            _hits.Clear();
            (_start, _overflow) = (-1, false);
        }

        public void Add(int start, List<(int Rule, int Head, int End, bool Overflow)> matches)
        {
            if (matches.Count == 0) return;
            if (_start < 0)
            {
                _start = _end = start;
                _rule = matches.OrderBy(match => rules[match.Rule].Tail is null).ThenByDescending(match => match.Head).ThenBy(match => match.Rule).First().Rule;
            }

            foreach (var match in matches)
            {
                if (!_hits.Contains(match.Rule)) _hits.Add(match.Rule);
                _end = Math.Max(_end, match.Head);
                if (rules[match.Rule].Tail is null) continue;
                if (!_tails.TryGetValue(match.Rule, out var known) || known.Head < match.Head) _tails[match.Rule] = (match.Head, match.End, match.Overflow);
            }
        }
    }
}
