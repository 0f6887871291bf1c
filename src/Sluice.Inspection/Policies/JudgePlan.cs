using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Policies;

/// <summary>The classifiers that judge the texts of one scope in one direction.</summary>
/// <param name="Classifiers">Each once, whatever the number of its labels.</param>
/// <param name="Hold">How much of a stream waits for their judgement; <see cref="HoldMode.Nothing"/> where none of their rules acts.</param>
internal sealed record JudgePlan(JudgedClassifier[] Classifiers, HoldMode Hold)
{
    /// <summary>How many UTF-16 units before a stretch are shown again with it.</summary>
    public int LeftContext { get; } = Classifiers.Max(c => c.Classifier.LeftContext);

    /// <summary>Remote judges are asked.</summary>
    public bool Asks { get; } = Array.Exists(Classifiers, c => c.Classifier is RemoteJudge);

    /// <summary>Remote judges are asked, and what they say is waited for.</summary>
    public bool Awaits { get; } = Array.Exists(Classifiers, c => c is { Acts: true, Classifier: RemoteJudge });

    /// <summary>Whether the same text always has the same findings, whatever stands beside it.</summary>
    public bool IsRepeatable { get; } = Array.TrueForAll(Classifiers, c => c.Classifier.IsRepeatable);

    /// <summary>Whether a stretch ends inside something that has to be judged in one piece.</summary>
    public bool IsOpen(ReadOnlySpan<char> stretch)
    {
        foreach (JudgedClassifier judged in Classifiers)
        {
            if (judged.Classifier.IsOpen(stretch))
                return true;
        }

        return false;
    }
}

/// <summary>A classifier and what follows from its findings.</summary>
/// <param name="Classifier">What judges.</param>
/// <param name="Steps">For each label the policy's rules, the strongest decision first; empty where no rule names the label.</param>
internal sealed record JudgedClassifier(Classifier Classifier, JudgedStep[][] Steps)
{
    /// <summary>Any of its findings may be acted upon.</summary>
    public bool Acts { get; } = Array.Exists(Steps, label => Array.Exists(label, s => s.Acts));

    /// <summary>The strongest rule that asks for no higher score, or null.</summary>
    public JudgedStep? Step(in Finding finding)
    {
        foreach (JudgedStep step in Steps[finding.Label])
        {
            if (finding.Score >= step.AtLeast)
                return step;
        }

        return null;
    }
}

/// <summary>One rule for one label.</summary>
/// <param name="AtLeast">The lowest score that counts.</param>
/// <param name="Rule">The rule's number in the scope's plan.</param>
/// <param name="Acts">What it finds is acted upon; else it is recorded only.</param>
internal readonly record struct JudgedStep(double AtLeast, int Rule, bool Acts);

/// <summary>How much of a stream waits for judgement before it is released, least first.</summary>
internal enum HoldMode : byte
{
    /// <summary>Nothing: the rules only flag.</summary>
    Nothing,

    /// <summary>Up to the end of a sentence or line, or of a window where none comes.</summary>
    Sentence,

    /// <summary>A window of fixed length.</summary>
    Window,

    /// <summary>The whole text.</summary>
    Whole,
}
