using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Has the classifiers of a plan judge a text, and turns what they find into what the plan's rules make of it: records it, or adds it to the spans that are acted upon.
/// Reused; not thread-safe.
/// </summary>
internal sealed class ClassifierRun
{
    private readonly FindingList _findings = new();

    /// <summary>Anything was recorded or is to be acted upon, or a classifier failed, since this was last made false.</summary>
    public bool HasTold { get; set; }

    /// <summary>Judges one text, or one stretch of it.</summary>
    /// <param name="plan">The scope's plan, which has classifiers.</param>
    /// <param name="exchange">Its tally learns of what is recorded.</param>
    /// <param name="text">What is judged.</param>
    /// <param name="acting">Receives what is acted upon; what is found of <see cref="JudgedText.Text"/> before its <see cref="JudgedText.From"/> is left out.</param>
    /// <param name="origin">Where <see cref="JudgedText.Text"/> begins, in units of <paramref name="acting"/>; less than 0 where it begins before them.</param>
    /// <param name="firstRule">The number that the first rule of the classifiers has in <paramref name="acting"/>.</param>
    public void Judge(ScopePlan plan, Exchange exchange, in JudgedText text, MatchBuffer acting, int origin, int firstRule)
    {
        TextViews views = TextViews.Rent(text.Text);
        try
        {
            JudgedText seen = text with { Views = views };
            foreach (JudgedClassifier judged in plan.Judging!.Classifiers)
            {
                Run(plan, judged, exchange, seen);
                Take(plan, judged, exchange, text, acting, origin, firstRule);
            }
        }
        finally
        {
            views.Return();
        }
    }

    /// <summary>Judges a request as a whole; whether it is to be blocked.</summary>
    public bool JudgeRequest(Exchange exchange, Conversation conversation)
    {
        bool blocked = false;
        foreach (JudgedClassifier judged in exchange.Policy.Conversational)
        {
            ScopePlan plan = exchange.Plan(Direction.Request, judged.Classifier.RequestScope);
            _findings.Clear();
            judged.Classifier.JudgeRequest(conversation, _findings);
            for (int i = 0; i < _findings.Count; i++)
            {
                if (judged.Step(_findings[i]) is not { } step)
                    continue;
                Decision decision = step.Acts ? Decision.Block : plan.Decisions[step.Rule];
                exchange.Tally.Add(Direction.Request, plan.Names[step.Rule], decision);
                blocked |= step.Acts;
            }
        }

        return blocked;
    }

    /// <summary>Has those verdicts of remote judges awaited that judging the same would need.</summary>
    public static void Foresee(ScopePlan plan, Exchange exchange, in JudgedText text)
    {
        foreach (JudgedClassifier judged in plan.Judging!.Classifiers)
        {
            if (judged is { Acts: true, Classifier: RemoteJudge remote })
                exchange.Ask().Foresee(exchange, remote, text);
        }
    }

    /// <summary>A classifier that fails costs its own findings only, where the policy lets things go on; and that is counted.</summary>
    private void Run(ScopePlan plan, JudgedClassifier judged, Exchange exchange, in JudgedText text)
    {
        _findings.Clear();
        try
        {
            if (judged.Classifier is RemoteJudge remote)
                exchange.Ask().Find(exchange, plan, judged, remote, text, _findings);
            else
                judged.Classifier.Judge(text, _findings);
        }
        catch (Exception e) when (exchange.Policy.OnFailure == FailureMode.Allow)
        {
            _findings.Clear();
            HasTold = true;
            exchange.Tally.AddFailure(judged.Classifier.Name, e.GetType().Name);
        }
    }

    /// <summary>What the plan's rules make of the findings: some are recorded, some become spans.</summary>
    private void Take(ScopePlan plan, JudgedClassifier judged, Exchange exchange, in JudgedText text, MatchBuffer acting, int origin, int firstRule)
    {
        for (int i = 0; i < _findings.Count; i++)
        {
            Finding finding = _findings[i];
            if (judged.Step(finding) is not { } step)
                continue;
            HasTold = true;
            if (!step.Acts)
            {
                exchange.Tally.Add(text.Direction, plan.Names[step.Rule], plan.Decisions[step.Rule]);
                continue;
            }

            int start = Math.Max(text.From, finding.Start);
            int end = finding.Length < 0 ? text.Text.Length : Math.Min(text.Text.Length, finding.Start + finding.Length);
            if (end > start)
                acting.Merge(origin + start, origin + end, firstRule + step.Rule - plan.Set.Rules.Count);
        }
    }
}
