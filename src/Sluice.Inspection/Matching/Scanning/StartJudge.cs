namespace Sluice.Inspection.Matching.Scanning;

/// <summary>
/// Judges the matches of one start by the rules' roles: what a match of an exempt rule wholly contains is dropped, the rest goes to its merger.
/// If that depends on a tail whose end is not in the window yet, the judgement is continued with the next window.
/// </summary>
internal sealed class StartJudge(CompiledRules rules)
{
    private readonly List<RuleMatch> _accepted = [];
    private readonly List<RuleMatch> _acting = [];
    private readonly List<RuleMatch> _observed = [];
    private readonly List<TailRun> _probes = [];
    private int _exemptBefore;
    private int _exemptEnd;

    /// <summary>Observing rules count as acting ones.</summary>
    public bool ObserveIsAct { get; set; }

    /// <summary>A judgement waits for more text.</summary>
    public bool Waiting { get; private set; }

    public void Clear()
    {
        _exemptEnd = 0;
        Finish();
    }

    /// <summary>Nothing is under judgement and nothing exempt reaches behind <paramref name="start"/>.</summary>
    public bool IsIdle(int start) => !Waiting && _exemptEnd <= start;

    /// <summary>Takes over the judgement of another.</summary>
    public void CopyFrom(StartJudge other)
    {
        Finish();
        _accepted.AddRange(other._accepted);
        _probes.AddRange(other._probes);
        (_exemptBefore, _exemptEnd, Waiting) = (other._exemptBefore, other._exemptEnd, other.Waiting);
    }

    public void Rebase(int released)
    {
        if (_exemptEnd == 0 && _probes.Count == 0) return;
        _exemptEnd = Math.Max(0, _exemptEnd - released);
        _exemptBefore = Math.Max(0, _exemptBefore - released);
        for (int i = 0; i < _probes.Count; i++)
        {
            var probe = _probes[i];
            probe.Rebase(released);
            _probes[i] = probe;
        }
    }

    /// <returns>False if the window does not tell yet; nothing was reported then.</returns>
    public bool Judge(in ScanWindow window, int start, CandidateEnds ends, SpanMerger acting, SpanMerger observed)
    {
        if (!Waiting)
        {
            ends.Accept(window.Text[start..], _accepted);
            _exemptBefore = _exemptEnd;
        }

        Waiting = true;
        if (!Exempt(window, start)) return false;
        _acting.Clear();
        _observed.Clear();
        foreach (var match in _accepted)
        {
            var role = window.Roles[match.Rule];
            if (role is not (RuleRole.Act or RuleRole.Observe)) continue;
            if (Dropped(window, start, match) is not { } dropped) return false;
            if (!dropped) (role == RuleRole.Act || ObserveIsAct ? _acting : _observed).Add(match);
        }

        acting.Add(rules, window.Text, start, _acting);
        observed.Add(rules, window.Text, start, _observed);
        Finish();
        return true;
    }

    /// <summary>
    /// Extends the exempt stretch by the exempt matches of this start. A head inside the stretch that is exempt already does not begin a new tail:
    /// repeated heads stay linear, and the doubt goes against the exemption.
    /// </summary>
    private bool Exempt(in ScanWindow window, int start)
    {
        foreach (var match in _accepted)
        {
            if (window.Roles[match.Rule] != RuleRole.Exempt) continue;
            int end = start + match.Length;
            if (rules.Tails[match.Rule] is not null)
            {
                if (end <= _exemptBefore) continue;
                var probe = Probe(window, match.Rule, end, window.Text.Length);
                if (!probe.Ended) return false;
                end = probe.End;
            }

            _exemptEnd = Math.Max(_exemptEnd, end);
        }

        return true;
    }

    /// <returns>Null if the window does not tell yet.</returns>
    private bool? Dropped(in ScanWindow window, int start, RuleMatch match)
    {
        int end = start + match.Length;
        if (end > _exemptEnd) return false;
        if (rules.Tails[match.Rule] is null) return true;
        var probe = Probe(window, match.Rule, end, _exemptEnd);
        if (probe.Ended) return probe.End <= _exemptEnd;
        return _exemptEnd < window.Text.Length ? false : null;
    }

    private TailRun Probe(in ScanWindow window, int rule, int head, int to)
    {
        int known = _probes.FindIndex(probe => probe.Rule == rule);
        if (known < 0)
        {
            known = _probes.Count;
            _probes.Add(new TailRun(rules, rule, window.Text, head));
        }

        var run = _probes[known];
        run.Advance(window.Text, to, window.End);
        return _probes[known] = run;
    }

    private void Finish()
    {
        _accepted.Clear();
        _probes.Clear();
        Waiting = false;
    }
}
