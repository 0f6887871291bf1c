using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>
/// What remote judges have said of one exchange's texts, and what they are yet to be asked. Rules that act wait for their verdicts; what only flags is asked beside the
/// traffic, and its verdicts are counted when they come. Not thread-safe, save <see cref="Deliver"/>.
/// </summary>
public sealed class RemoteVerdicts
{
    /// <summary>Most texts that one exchange awaits or has asked beside; of more, a judge has failed.</summary>
    public const int MaxQuestions = 4_096;

    /// <summary>Verdicts that a stream keeps: what has been released is not asked about again.</summary>
    private const int MostKept = 256;

    private const string TooMany = "too_many";

    private readonly Dictionary<RemoteQuestion, RemoteVerdict> _verdicts = [];
    private readonly List<RemoteQuestion> _awaited = [];
    private readonly HashSet<RemoteQuestion> _asking = [];
    private readonly Dictionary<RemoteQuestion, (ScopePlan Plan, JudgedClassifier Judged)> _beside = [];
    private readonly List<RemoteQuestion> _besideNew = [];
    private readonly List<(RemoteQuestion Question, RemoteVerdict Verdict)> _delivered = [];
    private readonly Lock _delivering = new();
    private readonly Dictionary<string, int> _refused = new(StringComparer.OrdinalIgnoreCase);
    private bool _over;

    /// <summary>Texts wait for verdicts.</summary>
    public bool Awaits => _awaited.Count > 0;

    /// <summary>A text without a verdict is to be awaited; else the pass over it is the last, and there is nothing left to wait for.</summary>
    internal bool Collects { get; set; }

    /// <summary>The texts whose verdicts are awaited: each is to be answered.</summary>
    public IReadOnlyList<RemoteQuestion> TakeAwaited()
    {
        RemoteQuestion[] taken = [.. _awaited];
        _awaited.Clear();
        _asking.Clear();
        return taken;
    }

    public void Answer(RemoteQuestion question, RemoteVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        _verdicts[question] = verdict;
    }

    /// <summary>The texts that nobody waits for and that are not asked about yet; <see cref="Deliver"/> takes the answers.</summary>
    public IReadOnlyList<RemoteQuestion> TakeBeside()
    {
        if (_besideNew.Count == 0)
            return [];
        RemoteQuestion[] taken = [.. _besideNew];
        _besideNew.Clear();
        return taken;
    }

    /// <summary>Takes a verdict that nobody waited for; false where the exchange is over, and whoever brings it counts it (<see cref="Late"/>). Thread-safe.</summary>
    public bool Deliver(RemoteQuestion question, RemoteVerdict verdict)
    {
        lock (_delivering)
        {
            if (!_over)
                _delivered.Add((question, verdict));
            return !_over;
        }
    }

    /// <summary>The exchange is over: counts the verdicts that came beside it. Those that come later are told so.</summary>
    public void Close(Tally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        lock (_delivering)
            _over = true;
        foreach ((string judge, int count) in _refused)
            tally.AddFailure(judge, TooMany, count);
        foreach ((RemoteQuestion question, RemoteVerdict verdict) in _delivered)
        {
            foreach (TallyEntry entry in Late(question, verdict))
                tally.Add(entry.Direction, entry.Rule, entry.Decision);
        }
    }

    /// <summary>What the policy makes of a verdict that nobody waited for. Thread-safe once the exchange is over.</summary>
    public IEnumerable<TallyEntry> Late(RemoteQuestion question, RemoteVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(verdict);
        (ScopePlan plan, JudgedClassifier judged) = _beside[question];
        foreach (RemoteFinding finding in verdict.Findings)
        {
            if (judged.Step(new Finding(finding.Label, 1, 0, -1)) is { } step)
                yield return new TallyEntry(question.Direction, plan.Names[step.Rule], plan.Decisions[step.Rule], 1);
        }
    }

    /// <summary>Forgets what is yet to be asked: its exchange was refused without it.</summary>
    internal void Drop()
    {
        TakeAwaited();
        foreach (RemoteQuestion question in TakeBeside())
            _beside.Remove(question);
    }

    /// <summary>Forgets verdicts where there are many: those that a stream's next event needs are asked for with it.</summary>
    internal void Forget()
    {
        if (_verdicts.Count > MostKept)
            _verdicts.Clear();
    }

    /// <summary>Gives what is known of a text; what is not is awaited or asked beside.</summary>
    /// <exception cref="InvalidOperationException">There is no verdict, none can be awaited any more, and the policy wants one.</exception>
    internal void Find(Exchange exchange, ScopePlan plan, JudgedClassifier judged, RemoteJudge judge, in JudgedText text, FindingList findings)
    {
        if (Question(exchange, judge, text) is not { } question)
            return;
        if (_verdicts.TryGetValue(question, out RemoteVerdict? verdict))
        {
            if (verdict.Failed && exchange.Policy.OnFailure == FailureMode.Block)
                throw new InvalidOperationException("A judge has failed.");
            foreach (RemoteFinding finding in verdict.Findings)
                Add(finding, text, findings);
        }
        else if (!judged.Acts)
        {
            Beside(question, plan, judged);
        }
        else if (Collects)
        {
            Await(question);
        }
        else if (exchange.Policy.OnFailure == FailureMode.Block)
        {
            throw new InvalidOperationException("A judge was not asked in time.");
        }
        else
        {
            Answer(question, RemoteVerdict.Failure);
            exchange.Tally.AddFailure(judge.Name, "not_asked");
        }
    }

    /// <summary>Awaits the verdict on a text unless it is known.</summary>
    internal void Foresee(Exchange exchange, RemoteJudge judge, in JudgedText text)
    {
        if (Question(exchange, judge, text) is { } question && !_verdicts.ContainsKey(question))
            Await(question);
    }

    private static RemoteQuestion? Question(Exchange exchange, RemoteJudge judge, in JudgedText text) =>
        ProtocolText.Is(exchange, text) ? null : new RemoteQuestion(judge, text.Direction, text.Scope, text.Text[text.From..].ToString());

    private static void Add(in RemoteFinding finding, in JudgedText text, FindingList findings)
    {
        int length = text.Text.Length - text.From;
        if (finding.Length > 0 && finding.Start >= 0 && finding.Start + finding.Length <= length)
            findings.Add(finding.Label, 1, text.From + finding.Start, finding.Length);
        else
            findings.Add(finding.Label, 1);
    }

    /// <summary>Kept until the exchange is over: a pass that is made again takes back what it counted.</summary>
    private void Refuse(RemoteQuestion question) => _refused[question.Judge.Name] = _refused.GetValueOrDefault(question.Judge.Name) + 1;

    private void Await(RemoteQuestion question)
    {
        if (_asking.Contains(question))
            return;
        if (_verdicts.Count + _awaited.Count >= MaxQuestions)
        {
            Answer(question, RemoteVerdict.Failure);
            Refuse(question);
            return;
        }

        _asking.Add(question);
        _awaited.Add(question);
    }

    private void Beside(RemoteQuestion question, ScopePlan plan, JudgedClassifier judged)
    {
        if (_beside.ContainsKey(question))
            return;
        if (_beside.Count >= MaxQuestions)
        {
            Refuse(question);
            return;
        }

        _beside.Add(question, (plan, judged));
        _besideNew.Add(question);
    }
}
