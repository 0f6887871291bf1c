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
        JudgedText seen = text with { Views = views };
        foreach (JudgedClassifier judged in plan.Judging!.Classifiers)
        {
            _findings.Clear();
            judged.Classifier.Judge(seen, _findings);
            for (int i = 0; i < _findings.Count; i++)
            {
                Finding finding = _findings[i];
                if (Step(judged, finding) is not { } step)
                    continue;
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

        views.Return();
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
                if (Step(judged, _findings[i]) is not { } step)
                    continue;
                Decision decision = step.Acts ? Decision.Block : plan.Decisions[step.Rule];
                exchange.Tally.Add(Direction.Request, plan.Names[step.Rule], decision);
                blocked |= step.Acts;
            }
        }

        return blocked;
    }

    /// <summary>The strongest rule that asks for no higher score, or null.</summary>
    private static JudgedStep? Step(JudgedClassifier judged, in Finding finding)
    {
        foreach (JudgedStep step in judged.Steps[finding.Label])
        {
            if (finding.Score >= step.AtLeast)
                return step;
        }

        return null;
    }
}
